"""Places, servers and sessions for the tests of the embedded database."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest

from podium.kernel.postgres import Embedded
from tests.databases import WHERE

Ask = Callable[[str, str], Any]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Run statements on the database of an address; the answer is the last one's first value."""

    async def answer(url: str, statements: str) -> Any:
        session = await asyncpg.connect(url)
        try:
            *before, last = statements.split(";")
            for statement in before:
                await session.execute(statement)
            return await session.fetchval(last)
        finally:
            await session.close()

    return lambda url, statements: asyncio.run(answer(url, statements))


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that every account may enter, unlike those of pytest when root runs it."""
    with TemporaryDirectory(prefix="podium-", dir=WHERE) as path:
        Path(path).chmod(0o755)
        yield Path(path)


@pytest.fixture
def data(place: Path) -> Path:
    """Where a database may be made."""
    return place / "data"


@pytest.fixture(scope="session")
def server() -> Iterator[Embedded]:
    """A running server; whoever changes its database leaves one that others can use."""
    with (
        TemporaryDirectory(prefix="podium-", dir=WHERE) as path,
        Embedded(Path(path), settings={"work_mem": "7MB"}) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def stopped() -> Iterator[Path]:
    """A database that was made before; whoever starts it stops it again."""
    with TemporaryDirectory(prefix="podium-", dir=WHERE) as path:
        with Embedded(Path(path)):
            pass
        yield Path(path)
