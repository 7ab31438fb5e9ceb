"""Where the database of a data directory is reached."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

from podium.kernel.postgres.errors import PostgresError


def password_file(data: Path) -> Path:
    return data / "password"


def sockets(data: Path) -> Path:
    """The directory of the server's socket: outside of the data, as a socket's path has to fit into 107 bytes."""
    # Not /run/user: it is emptied when the user logs out, while the server may go on.
    runtime = "/run" if os.access("/run", os.W_OK) else "/tmp"  # noqa: S108 - make_sockets trusts nobody
    return Path(runtime, f"podium-{hashlib.sha256(bytes(data)).hexdigest()[:16]}")


def url(data: Path) -> str:
    """The database's address, for asyncpg and for PostgreSQL's own programs."""
    try:
        password = password_file(data).read_text()
    except OSError as error:
        raise PostgresError(f"The database's password cannot be read: {error}") from error
    # With its port, or PGPORT of the environment would count.
    return f"postgresql://podium:{password}@/podium?host={quote(str(sockets(data)))}&port=5432"
