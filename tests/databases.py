"""PostgreSQL for tests: one server for each test process, a fresh database for each test, copied from a template."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from podium.app import Settings, build, first_start, started
from podium.domains.folders.setup import Wishes
from podium.kernel.postgres import Embedded
from podium.kernel.schema import create_all

MASTER_KEY = secrets.token_bytes(32)
PASSWORD = "correct horse"
MEMORY = Path("/dev/shm")
WHERE = MEMORY if MEMORY.exists() and shutil.disk_usage(MEMORY).free > 2**30 else None
"""Where databases are made: on a disk they take long."""
FAST = {"fsync": "off", "shared_buffers": "128MB", "max_connections": "200", "autovacuum": "off"}


class Databases:
    """Makes databases that hold what a first start makes, and drops them."""

    def __init__(self, url: str) -> None:
        self.url, self._made = url, 0

    def named(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    async def prepare(self) -> None:
        """Make the template."""
        await self._execute("CREATE DATABASE template")
        await create_all(self.named("template"))
        podium = build(Settings(self.named("template"), MASTER_KEY))
        async with started(podium, engine=False):
            await first_start(podium.db, Wishes(admin_password=PASSWORD))

    async def fresh(self) -> str:
        """A database as a first start leaves it."""
        return await self._make("TEMPLATE template")

    async def copy(self, url: str) -> str:
        """A database like another one that nobody uses now."""
        return await self._make(f"TEMPLATE {urlsplit(url).path[1:]}")

    async def empty(self) -> str:
        return await self._make("")

    async def _make(self, how: str) -> str:
        self._made += 1
        name = f"test{self._made}"
        await self._execute(f"CREATE DATABASE {name} {how} STRATEGY FILE_COPY")  # a third of WAL_LOG's time
        return self.named(name)

    async def drop(self, url: str) -> None:
        await self._execute(f"DROP DATABASE {urlsplit(url).path[1:]} WITH (FORCE)")

    async def _execute(self, command: str) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(command)
        finally:
            await connection.close()


@contextmanager
def database_server() -> Iterator[Databases]:
    directory = tempfile.TemporaryDirectory(prefix="podium-tests-", dir=WHERE)
    with directory as data, Embedded(Path(data), settings=FAST) as server:
        databases = Databases(server.url)
        asyncio.run(databases.prepare())
        yield databases
