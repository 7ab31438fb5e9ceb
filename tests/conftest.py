"""A server in memory on a database of its own, for every test that wants one."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from podium.app import Podium, Settings, build, started
from podium.kernel.statements import Sql
from podium.kernel.unit import Unit
from tests.api import EVERYTHING, Api, Caller, Clock, admin_token
from tests.databases import MASTER_KEY, Databases, database_server

if TYPE_CHECKING:
    from tests.recorder import Recorder

pytest_plugins = ["tests.recorder"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    with database_server() as made:
        yield made


@pytest.fixture
async def database_url(databases: Databases) -> AsyncIterator[str]:
    url = await databases.fresh()
    yield url
    await databases.drop(url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def podium(database_url: str, clock: Clock, tmp_path: Path) -> AsyncIterator[Podium]:
    made = build(Settings(database_url, MASTER_KEY, str(tmp_path / "files"), any_organization=True), clock)
    async with started(made, engine=False):
        yield made


@pytest.fixture
async def api(podium: Podium, clock: Clock, recorder: "Recorder") -> Api:
    return Api(podium, clock, Caller(await admin_token(podium), EVERYTHING), recorder)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first words of the statements that were run."""
    found: list[str] = []
    run = Unit.run

    async def watched(unit: Unit, sql: Sql, arguments: Any, locks: bool) -> list[Any]:
        found.append(sql.text.split()[0])
        return await run(unit, sql, arguments, locks)

    monkeypatch.setattr(Unit, "run", watched)
    return found
