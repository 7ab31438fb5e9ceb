"""A database's content as one file, and back, with PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from podium.kernel.postgres import durable
from podium.kernel.postgres.binaries import Binaries
from podium.kernel.postgres.errors import PostgresError

Command = list[str | Path]

EMPTIED = (
    "BEGIN",
    "SET LOCAL lock_timeout = '10s'",  # rather than to wait for a server that is still at work
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
)


def dump(url: str, binaries: Binaries, to: Path) -> None:
    """Write the database to a file that only its owner may read, and that is there once it is complete."""
    address, environment = _without_password(url)
    new = to.with_name(f"{to.name}.new")
    # By name: to its standard output pg_dump writes a file whose damage would not be noticed.
    command: Command = [binaries.bin / "pg_dump", "--format=custom", "--no-password", f"--file={new}", address]
    new.unlink(missing_ok=True)
    new.touch(mode=0o600, exist_ok=False)
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, env=environment, check=False)
        _check("pg_dump", done.returncode, done.stderr)
        durable.rename(new, to)
    finally:
        new.unlink(missing_ok=True)


def restore(url: str, binaries: Binaries, source: Path) -> None:
    """Replace all that the database holds by the content of a dump, or change nothing."""
    address, environment = _without_password(url)
    session: Command = [binaries.bin / "psql", "--quiet", "--no-psqlrc", "--no-password", "--set=ON_ERROR_STOP=1"]
    session += ["--output=/dev/null", *(f"--command={word}" for word in EMPTIED), "--file=-", address]
    script: Command = [binaries.bin / "pg_restore", "--file=-", "--no-owner", "--no-privileges", source]
    with subprocess.Popen(session, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as psql:
        read = subprocess.run(script, stdout=psql.stdin, stderr=subprocess.PIPE, check=False)
        # A session that ends without this word, as it does when the dump is damaged, has changed nothing.
        _, said = psql.communicate(b"COMMIT;\n" if read.returncode == 0 else b"")
    _check("psql", psql.returncode, said)
    _check("pg_restore", read.returncode, read.stderr)


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """An address for the command line, which everyone may read, and the environment that has the password."""
    password = urlsplit(url).password
    if password is None:
        return url, dict(os.environ)
    return url.replace(f":{password}@", "@", 1), {**os.environ, "PGPASSWORD": unquote(password)}


def _check(program: str, status: int, said: bytes) -> None:
    if status != 0:
        raise PostgresError(f"{program} failed: {said.decode(errors='replace').strip()[-2000:]}")
