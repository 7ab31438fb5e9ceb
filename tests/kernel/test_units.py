"""A unit of work: what is read and changed is written as one, and done again when it lost a race."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from podium.app import Podium
from podium.domains.queues.models import QueueDefinition, UsedReference
from podium.domains.queues.queries.definitions import queue_named
from podium.domains.settings import asking
from podium.domains.tenants.models import Setting
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.errors import NameAlreadyUsed, NotFound
from podium.kernel.suited import Unsuited, check
from tests.api import FOLDER, Api

HERE = Place(Caller("tester"), tenant_id=1, folder_id=FOLDER)


class Undone(Exception):
    """What a unit of work is given up with."""


async def make(podium: Podium, name: str, **values: Any) -> QueueDefinition:
    return await podium.db.alone(HERE, lambda ctx: ctx.add(QueueDefinition(name=name, **values)))


async def retries(podium: Podium, key: int) -> int:
    async def read(ctx: Context) -> int:
        return (await ctx.get(QueueDefinition, key)).max_number_of_retries

    return await podium.db.alone(HERE, read)


async def test_changes_made_at_the_same_time_are_all_kept(podium: Podium) -> None:
    queue = await make(podium, "A")

    async def count_up(ctx: Context) -> None:
        row = await ctx.get(QueueDefinition, queue.id)
        await asyncio.sleep(0)  # rule-skip: given-time - it lets others go first, and waits for nothing
        row.max_number_of_retries += 1

    await asyncio.gather(*(podium.db.alone(HERE, count_up) for _ in range(8)))
    assert await retries(podium, queue.id) == 8


async def test_a_unit_is_all_or_nothing_even_when_it_lost_a_race(podium: Podium) -> None:
    queue = await make(podium, "A")
    tries = 0

    async def work(ctx: Context) -> None:
        nonlocal tries
        tries += 1
        row = await ctx.get(QueueDefinition, queue.id)
        if tries == 1:
            await podium.db.alone(HERE, rename)
        row.description = "second"
        ctx.record(UsedReference(queue_definition_id=queue.id, reference=f"try {tries}", key=uuid4()))

    async def rename(ctx: Context) -> None:
        (await ctx.get(QueueDefinition, queue.id)).name = "B"

    await podium.db.alone(HERE, work)
    kept = await podium.db.pool.fetch("SELECT reference FROM queue_used_references")
    assert ([row[0] for row in kept], tries) == (["try 2"], 2)


async def test_a_broken_unique_index_is_the_error_it_declares(podium: Podium) -> None:
    await make(podium, "Invoices")
    with pytest.raises(NameAlreadyUsed) as refused:
        await make(podium, "INVOICES")
    assert "invoices" in str(refused.value)


async def test_a_row_that_was_removed_meanwhile_does_not_exist(podium: Podium) -> None:
    queue = await make(podium, "A")
    tries = 0

    async def work(ctx: Context) -> None:
        nonlocal tries
        tries += 1
        row = await ctx.get(QueueDefinition, queue.id)
        if tries == 1:
            await podium.db.alone(HERE, remove)
        row.description = "late"

    async def remove(ctx: Context) -> None:
        ctx.remove(await ctx.get(QueueDefinition, queue.id))

    with pytest.raises(NotFound):
        await podium.db.alone(HERE, work)


async def test_a_unit_reads_what_it_wrote(podium: Podium) -> None:
    async def work(ctx: Context) -> tuple[str | None, int]:
        row = await ctx.add(QueueDefinition(name="A"))
        found = await ctx.one(queue_named(ctx, "a"), "A")
        row.description = "changed"
        return found.description, await ctx.count(ctx.select(QueueDefinition))

    assert await podium.db.alone(HERE, work) == ("changed", 1)


async def test_remembered_rows_are_fresh_after_a_change_in_another_process(
    podium: Podium, database_url: str, api: Api
) -> None:
    await make(podium, "A")

    async def read(ctx: Context) -> str | None:
        return (await ctx.one(queue_named(ctx, "A"), "A")).description

    assert await podium.db.alone(HERE, read) is None
    heard = podium.notices.sleeper("test")
    other = await asyncpg.connect(database_url)
    await other.execute("UPDATE queue_definitions SET description = 'new'")
    await other.execute("SELECT pg_notify('podium', 'changed queue_definitions'), pg_notify('podium', 'wake test')")
    await asyncio.wait_for(heard.wait(), 5)
    await other.close()
    assert await podium.db.alone(HERE, read) == "new"


async def test_who_changes_what_others_remember_sees_it_alone_until_it_is_committed(podium: Podium) -> None:
    name = "Alerts.Email.Enabled"

    async def read(ctx: Context) -> bool:
        return await asking.is_on(ctx, name)

    async def change(ctx: Context) -> bool:
        ctx.record(Setting(name=name, value="False" if await read(ctx) else "True"))
        return await read(ctx)

    async def fail(ctx: Context) -> None:
        changed = await change(ctx)
        raise Undone(changed)

    before = await podium.db.alone(HERE, read)
    with pytest.raises(Undone) as undone:
        await podium.db.alone(HERE, fail)
    assert undone.value.args == (not before,)
    assert await podium.db.alone(HERE, read) is before
    assert await podium.db.alone(HERE, change) is not before
    assert await podium.db.alone(HERE, read) is not before


@pytest.mark.slow
async def test_every_prepared_query_suits_the_schema(database_url: str) -> None:
    await check(database_url)


async def test_a_query_that_the_schema_does_not_suit_is_found_at_the_start(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute("ALTER TABLE queue_definitions RENAME COLUMN name TO title")
    await connection.close()
    with pytest.raises(Unsuited, match=r"queue_named: column queue_definitions\.name does not exist"):
        await check(database_url)


async def test_many_new_rows_are_stored_each_with_its_own_values(podium: Podium) -> None:
    queue = await make(podium, "A")
    references = [f"R-{number}" for number in range(300)]

    async def use_all(ctx: Context) -> None:
        for reference in references:
            ctx.record(UsedReference(queue_definition_id=queue.id, reference=reference, key=uuid4()))

    async def used(ctx: Context) -> list[str]:
        return [row.reference for row in await ctx.all(ctx.everywhere(UsedReference))]

    await podium.db.alone(HERE, use_all)
    assert sorted(await podium.db.alone(HERE, used)) == sorted(references)
