"""The directory of the database: what lies in it, who may enter it, and which Podium has it."""

import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import TextIO

from podium.kernel.postgres import durable
from podium.kernel.postgres.account import Account, account_of
from podium.kernel.postgres.address import password_file, sockets
from podium.kernel.postgres.errors import InUse, PostgresError

CLAIM = "podium.lock"
PATIENCE = 60.0
"""Seconds that the server of a Podium that was killed may take to shut down."""


@dataclass(frozen=True)
class DatabaseDirectory:
    """Its owner runs Podium; ``account`` runs the server, and owns the clusters, which are named like ``pg18``."""

    path: Path
    account: Account

    def cluster(self, major: int) -> Path:
        return self.path / f"pg{major}"

    def unfinished(self, major: int) -> Path:
        """Where a cluster is made; only a finished one gets the name of a cluster."""
        return self.path / f"pg{major}.new"

    @property
    def majors(self) -> list[int]:
        """The major versions of the clusters, oldest first."""
        return majors_in(self.path)

    def make_password(self) -> str:
        """The password, drawn unless there is one."""
        file = password_file(self.path)
        if not file.exists():
            durable.write(file, secrets.token_urlsafe(24), mode=0o600)
        return file.read_text()

    def make_sockets(self) -> Path:
        """Make the directory of the socket, empty and private; refuse one that somebody else has laid there."""
        path = sockets(self.path)
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), self.account.uid}:
            raise PostgresError(
                f"{path} belongs to somebody else; remove it, as the database's socket has to lie there"
            )
        path.chmod(0o700)
        for leftover in path.iterdir():
            leftover.unlink()
        self.account.own(path)
        return path

    def claim(self) -> TextIO:
        """Have the directory for as long as the file is open; ``InUse`` when another process has it."""
        file = (self.path / CLAIM).open("a+")
        if not _locked(file):
            with file:
                file.seek(0)
                raise InUse(f"{self.path} is in use by another Podium, process {file.read() or 'unknown'}")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        return file

    @contextmanager
    def alone(self) -> Iterator[int]:
        """Wait until no process works on a cluster; one that inherits the open file given here counts until it ends."""
        deadline = time.monotonic() + PATIENCE
        with (self.path / "server.lock").open("w") as file:
            while not _locked(file):
                if time.monotonic() > deadline:
                    raise PostgresError(f"PostgreSQL still works on {self.path}, though its Podium has ended; stop it")
                time.sleep(0.01)
            yield file.fileno()


def open_directory(path: Path) -> DatabaseDirectory:
    """Make the directory ready for the account that runs the server; parents keep their permissions."""
    path = path.resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_foreign(path)
    clusters = majors_in(path)
    account = account_of(path / f"pg{clusters[-1]}" if clusters else None)
    os.chown(path, -1, account.gid)
    path.chmod(0o700 if account.uid == os.geteuid() else 0o710)
    try:
        account.run("/bin/sh", "-c", 'cd "$0"', str(path))
    except PostgresError as error:
        raise PostgresError(
            f"The database server runs as user id {account.uid}, which may not enter {path}."
            " Choose a data directory elsewhere, like /var/lib/podium."
        ) from error
    return DatabaseDirectory(path, account)


def majors_in(path: Path) -> list[int]:
    return sorted(int(cluster.name[2:]) for cluster in path.glob("pg*") if cluster.name[2:].isdigit())


def _refuse_foreign(path: Path) -> None:
    owner = path.stat().st_uid
    if owner != os.geteuid():
        raise PostgresError(f"{path} belongs to user id {owner}: start Podium as that user")
    if not (path / CLAIM).exists() and any(path.iterdir()):
        raise PostgresError(f"{path} holds other things than Podium's database: choose another directory")


def _locked(file: TextIO) -> bool:
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True
