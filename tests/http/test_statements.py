"""How many statements an answer costs, however many rows it has: a page must not grow dear unseen."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from podium.app import Settings, build, started
from tests.api import EVERYTHING, Api, Caller, Clock, admin_token
from tests.databases import MASTER_KEY
from tests.recorder import Recorder

BULK = "Queues/UiPathODataSvc.BulkAddQueueItems"


@pytest.fixture
async def one(database_url: str, clock: Clock, tmp_path: Path, recorder: Recorder) -> AsyncIterator[Api]:
    """A server with one connection, and 1,200 items in a queue."""
    podium = build(Settings(database_url, MASTER_KEY, str(tmp_path), any_organization=True, connections=1), clock)
    async with started(podium, engine=False):
        api = Api(podium, clock, Caller(await admin_token(podium), EVERYTHING), recorder)
        await api.queue()
        items = [{"Reference": f"R{number}"} for number in range(1200)]
        await api.post(BULK, queueName="Invoices", commitType="AllOrNothing", queueItems=items)
        yield api


async def statements(api: Api, path: str, **options: Any) -> tuple[int, int]:
    """How many rows a list has, and how many statements it took when asked for a second time."""
    seen: list[str] = []

    def note(query: Any) -> None:
        if query.query.startswith("SELECT"):
            seen.append(query.query)

    await api.get(path, **options)
    async with api.podium.db.pool.acquire() as connection:
        connection.add_query_logger(note)
    rows = len((await api.get(path, **options))["value"])
    return rows, len(seen)


@pytest.mark.parametrize(
    ("options", "rows", "costs"),
    [
        ({"top": "1000", "count": "false"}, 1000, 1),
        ({"top": "1000"}, 1000, 2),
        ({"top": "1000", "count": "true", "filter": "Status eq 'New'", "orderby": "Reference"}, 1000, 2),
        ({"top": "10", "skip": "1100", "orderby": "Reference", "count": "false"}, 10, 1),
        ({"filter": "Reference eq 'R7'"}, 1, 1),
        ({"top": "1000", "count": "false", "expand": "QueueDefinition"}, 1000, 2),
        ({"top": "1000", "count": "false", "expand": "QueueDefinition,Robot,ReviewerUser"}, 1000, 2),
    ],
    ids=str,
)
async def test_a_page_costs_as_many_statements_as_it_has_parts(
    one: Api, options: dict[str, Any], rows: int, costs: int
) -> None:
    """One for the rows, one to count what is beyond them, one for each navigation that leads anywhere."""
    assert await statements(one, "QueueItems", **options) == (rows, costs)
