"""The embedded PostgreSQL: Podium's own database server, started, watched, dumped, upgraded and stopped with it."""

from podium.kernel.postgres.binaries import Binaries, find_binaries
from podium.kernel.postgres.dump import dump, restore
from podium.kernel.postgres.embedded import Embedded
from podium.kernel.postgres.errors import InUse, PostgresError

__all__ = ["Binaries", "Embedded", "InUse", "PostgresError", "dump", "find_binaries", "restore"]
