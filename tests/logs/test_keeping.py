"""Lines of logs lie in parts by time, and go with them."""

import asyncpg
import pytest

from podium.domains.logs.keeping import drop_old_parts, make_parts
from podium.engine.lease import ENGINE
from podium.kernel.context import Context
from tests.api import Api
from tests.logs.words import SUBMIT, line, lines

ROWS = "SELECT tableoid::regclass::text AS part, count(*) FROM robot_logs GROUP BY 1"
PARTS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'robot_logs'::regclass ORDER BY 1"


@pytest.fixture(autouse=True)
async def started(api: Api) -> None:
    await api.pass_time(minutes=1)


async def keep(api: Api, days: int) -> None:
    await api.post("Settings/UpdateBulk", settings=[{"Name": "Podium.Logs.KeptDays", "Value": str(days)}])


async def parts(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [name.removeprefix("robot_logs_") for (name,) in await connection.fetch(PARTS)]
    finally:
        await connection.close()


async def rows(url: str) -> dict[str, int]:
    """How many lines each part has."""
    connection = await asyncpg.connect(url)
    try:
        return {name.removeprefix("robot_logs_"): count for name, count in await connection.fetch(ROWS)}
    finally:
        await connection.close()


async def write(api: Api, *days: str) -> None:
    batch = [line(day, number, timeStamp=f"{day}T10:00:00Z") for number, day in enumerate(days)]
    await api.call("POST", SUBMIT, json=batch)


async def test_lines_that_are_kept_for_ever_lie_in_parts_of_a_month(api: Api, database_url: str) -> None:
    await write(api, "2030-01-02", "2030-01-31", "2030-02-01")
    assert await rows(database_url) == {"20300101_20300201": 2, "others": 1}


async def test_lines_that_end_some_day_lie_in_parts_of_a_day(api: Api, database_url: str) -> None:
    await keep(api, 30)
    await api.pass_time(days=26)
    assert (await parts(database_url))[:3] == ["20300101_20300201", "20300201_20300202", "20300202_20300203"]


async def test_a_part_is_made_before_its_first_line(api: Api, database_url: str) -> None:
    await api.pass_time(days=25)
    await write(api, "2030-02-01")
    assert await rows(database_url) == {"20300201_20300301": 1}


async def test_lines_that_came_before_their_part_move_into_it(api: Api, database_url: str) -> None:
    await write(api, "2030-02-03", "2030-05-01")
    await api.pass_time(days=25)
    assert await rows(database_url) == {"20300201_20300301": 1, "others": 1}
    assert len(await lines(api)) == 2


async def test_a_line_is_stored_once_in_its_part(api: Api, database_url: str) -> None:
    await write(api, "2030-01-02")
    await write(api, "2030-01-02")
    assert await rows(database_url) == {"20300101_20300201": 1}


async def test_parts_that_nobody_wants_are_dropped(api: Api, database_url: str) -> None:
    await write(api, "2030-01-02", "2030-02-02")
    await api.pass_time(days=40)
    await keep(api, 7)
    await api.podium.db.alone(ENGINE, drop_old_parts)
    assert "20300101_20300201" not in await parts(database_url)
    assert [seen["Message"] for seen in await lines(api)] == ["2030-02-02"]


async def test_lines_are_forgotten_when_their_tenant_wants_them_no_more(api: Api, database_url: str) -> None:
    await write(api, "2029-12-31", "2030-01-02", "2030-01-08")
    await api.pass_time(days=10)
    assert len(await lines(api)) == 3
    await keep(api, 7)
    await api.pass_time(hours=1)
    assert [seen["Message"] for seen in await lines(api)] == ["2030-01-08"]
    assert await rows(database_url) == {"20300101_20300201": 1}


async def test_robots_write_while_parts_are_made(api: Api) -> None:
    async def made_meanwhile(ctx: Context) -> int:
        made = await make_parts(ctx)
        await write(api, "2030-01-27")
        return made

    api.clock.pass_(days=25)
    assert await api.podium.db.alone(ENGINE, made_meanwhile) == 1
    assert len(await lines(api)) == 1
