"""What triggers cost while they wait."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from podium.app import Settings, build, started
from podium.domains.triggers.ticks import TICKS
from podium.engine.lease import ENGINE
from tests.api import EVERYTHING, Api, Caller, Clock, admin_token
from tests.databases import MASTER_KEY
from tests.recorder import Recorder
from tests.triggers.words import ready, trigger


@pytest.fixture
async def one(database_url: str, clock: Clock, tmp_path: Path, recorder: Recorder) -> AsyncIterator[Api]:
    """A server with one connection."""
    podium = build(Settings(database_url, MASTER_KEY, str(tmp_path), any_organization=True, connections=1), clock)
    async with started(podium, engine=False):
        yield Api(podium, clock, Caller(await admin_token(podium), EVERYTHING), recorder)


async def turn(api: Api) -> list[str]:
    """The statements of a turn of the engine's, in which nothing is due."""
    seen: list[str] = []

    def note(query: Any) -> None:
        if query.query.startswith(("SELECT", "WITH")):
            seen.append(query.query)

    async with api.podium.db.pool.acquire() as connection:
        connection.add_query_logger(note)
    for tick in TICKS:
        await api.podium.db.alone(ENGINE, tick.work)
    async with api.podium.db.pool.acquire() as connection:
        connection.remove_query_logger(note)
    return seen


async def test_a_turn_in_which_nothing_is_due_is_one_statement_a_tick(one: Api) -> None:
    key = await ready(one)
    for number in range(20):
        await trigger(one, key, f"{number}")
    assert len(await turn(one)) == len(TICKS)


async def test_what_is_due_is_found_by_its_index(one: Api) -> None:
    found = next(query for query in await turn(one) if "trigger_states" in query)
    async with one.podium.db.pool.acquire() as connection:
        await connection.execute("SET enable_seqscan = off")
        plan = await connection.fetch(f"EXPLAIN {found}", one.clock.now)
    assert "trigger_states_due" in str(plan)
