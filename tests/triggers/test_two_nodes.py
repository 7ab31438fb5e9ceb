"""Nodes on one database; the one that leads is killed at the moment of firing: nothing is lost, nothing doubled."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from podium.app import Podium, Settings, build, started
from podium.domains.jobs.models.jobs import Job
from podium.engine.lease import ENGINE, lease
from podium.kernel.context import Context
from tests.api import EVERYTHING, Api, Caller, Clock, admin_token
from tests.databases import MASTER_KEY
from tests.triggers.node import Node
from tests.triggers.words import ready, shown, trigger

if TYPE_CHECKING:
    from tests.recorder import Recorder

pytestmark = [pytest.mark.chaos, pytest.mark.slow]
PART = 20
"""Rounds on one database."""
PARTS = int(os.environ.get("PODIUM_CHAOS_ROUNDS", "20")) // PART
TRIGGERS = 8
PATIENCE = 60.0


class Nodes:
    """Two nodes, of which one leads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.running = [Node(url), Node(url)]

    async def leader(self, podium: Podium) -> Node:
        """The node that leads, once there are two."""
        for node in self.running:
            await node.ready()
        while True:
            row = await podium.db.alone(ENGINE, lambda ctx: ctx.first(lease(ctx, "ticks")))
            for node in self.running:
                if row is not None and row.holder == node.holder and row.until > podium.db.clock():
                    return node
            await nap(0.05)

    def replace(self, node: Node) -> None:
        node.kill()
        self.running.remove(node)
        self.running.append(Node(self.url))


@contextmanager
def nodes_on(url: str) -> Iterator[Nodes]:
    nodes = Nodes(url)
    try:
        yield nodes
    finally:
        for node in nodes.running:
            node.kill()


@asynccontextmanager
async def real_time(url: str, recorder: "Recorder") -> AsyncIterator[Api]:
    """A server without an engine, on the clock of the wall."""
    with TemporaryDirectory() as files:
        podium = build(Settings(url, MASTER_KEY, files))
        async with started(podium, engine=False):
            yield Api(podium, Clock(), Caller(await admin_token(podium), EVERYTHING), recorder)


async def nap(seconds: float) -> None:
    await asyncio.sleep(max(seconds, 0))  # rule-skip: given-time - processes are killed by the clock of the wall


def now() -> datetime:
    return datetime.now(UTC)  # rule-skip: given-time - processes are killed by the clock of the wall


def at(moment: datetime) -> str:
    """An expression for one moment, and another in years: a trigger that is made too late fires then. Its second is not
    0, which would be that in which the trigger is made.
    """
    years = f"{moment.year},{moment.year + 4}"
    return f"{moment.second} {moment.minute} {moment.hour} {moment.day} {moment.month} ? {years}"


async def fired(podium: Podium, batch: list[Any]) -> Counter[int]:
    """How many jobs each trigger has started."""

    async def read(ctx: Context) -> Counter[int]:
        ids = [made["Id"] for made in batch]
        jobs = await ctx.all(ctx.everywhere(Job).where(Job.starting_schedule_id.in_(ids)))
        return Counter(job.starting_schedule_id or 0 for job in jobs)

    return await podium.db.alone(ENGINE, read)


async def soon(api: Api, key: str, number: int) -> datetime:
    """A moment by which triggers can be made, however much else the machine has to do: making one of them shows it."""
    began = now()
    await trigger(api, key, f"{number}/later", StartProcessCron=at(began + timedelta(days=1)))
    moment = (began + timedelta(seconds=1.5) + (now() - began) * 2 * TRIGGERS).replace(microsecond=0)
    return moment + timedelta(seconds=moment.second == 0)


async def killed_while_firing(api: Api, nodes: Nodes, key: str, number: int) -> list[Any]:
    """Let triggers fire together, and kill the node that leads about then."""
    leader = await nodes.leader(api.podium)
    moment = await soon(api, key, number)
    names = [f"{number}/{n}" for n in range(TRIGGERS)]
    made = await asyncio.gather(*(trigger(api, key, name, StartProcessCron=at(moment)) for name in names))
    found = [await shown(api, one) for one in made]
    batch = [one for one in found if one["StartProcessNextOccurrence"].startswith(f"{moment.year}-")]
    await nap((moment - now()).total_seconds() + random.uniform(-0.01, 0.1))
    nodes.replace(leader)
    until = now() + timedelta(seconds=PATIENCE)
    while len(await fired(api.podium, batch)) < len(batch) and now() < until:
        await nap(0.02)
    return batch


@pytest.mark.parametrize("part", range(PARTS))
async def test_nothing_is_lost_and_nothing_doubled(database_url: str, recorder: "Recorder", part: int) -> None:
    async with real_time(database_url, recorder) as api:
        key = await ready(api)
        with nodes_on(database_url) as nodes:
            batches = [await killed_while_firing(api, nodes, key, part * PART + number) for number in range(PART)]
        assert sum(map(len, batches)) > PART * TRIGGERS / 2
        for batch in batches:
            assert await fired(api.podium, batch) == Counter({made["Id"]: 1 for made in batch})
