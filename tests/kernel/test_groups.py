"""Calls served together: each caller has its own answer, and nobody suffers from another."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from podium.domains.queues.commands.adding import add_item
from podium.domains.queues.events import QueueItemsAdded
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.transactions import QueueItemData
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.database import Member
from podium.kernel.errors import ApiError, BadRequest
from podium.kernel.groups import Groups
from tests.api import FOLDER, Api

HERE = Place(Caller("tester"), tenant_id=1, folder_id=FOLDER)
ADD = "/odata/Queues/UiPathODataSvc.AddQueueItem"
TAKE = "/odata/Queues/UiPathODataSvc.StartTransaction"


async def together(api: Api, *works: Any) -> list[Any]:
    members = [Member(HERE, work) for work in works]
    await api.podium.db.together(members)
    return [member.result for member in members]


def named(name: str) -> QueueDefinition:
    return QueueDefinition(name=name)


async def test_each_caller_gets_its_own_answer(api: Api) -> None:
    queues = [await api.queue(name) for name in ("A", "B", "C")]
    items = await asyncio.gather(*(api.add("ABC"[n % 3], Reference=f"R{n}") for n in range(60)))
    assert [item["Reference"] for item in items] == [f"R{n}" for n in range(60)]
    assert Counter(item["QueueDefinitionId"] for item in items) == dict.fromkeys(queues, 20)


async def test_one_duplicate_among_many(api: Api) -> None:
    await api.queue(EnforceUniqueReference=True)
    await api.add(Reference="R7")
    sent = [f"R{n}" for n in range(20)] + ["R3"]
    answers = await asyncio.gather(
        *(api.http.post(ADD, json={"itemData": {"Name": "Invoices", "Reference": r}}) for r in sent)
    )
    assert Counter(a.status_code for a in answers) == {201: 19, 409: 2}
    assert answers[7].json()["errorCode"] == 1016
    assert len(await api.statuses()) == 20


async def test_a_result_is_given_once_in_one_group_too(api: Api) -> None:
    await api.queue()
    await api.add()
    item = await api.take()
    path = f"/odata/Queues({item['Id']})/UiPathODataSvc.SetTransactionResult"
    done = {"transactionResult": {"IsSuccessful": True}}
    answers = await asyncio.gather(*(api.http.post(path, json=done) for _ in range(5)))
    assert Counter(a.status_code for a in answers) == {200: 1, 409: 4}


async def test_retries_in_a_group(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    await asyncio.gather(*(api.add(Reference=f"R{n}") for n in range(6)))
    items = await asyncio.gather(*(api.take() for _ in range(6)))
    boom = {"Type": "ApplicationException"}
    results: list[dict[str, Any]] = [{"IsSuccessful": True}, {"ProcessingException": boom}]
    await asyncio.gather(*(api.finish(item, **results[n % 2]) for n, item in enumerate(items)))
    assert Counter(await api.statuses()) == {"Successful": 3, "Retried": 3, "New": 3}


async def test_more_claimers_than_items(api: Api) -> None:
    await api.queue()
    await api.add()
    body = {"transactionData": {"Name": "Invoices"}}
    answers = await asyncio.gather(*(api.http.post(TAKE, json=body) for _ in range(8)))
    assert Counter(a.status_code for a in answers) == {200: 1, 204: 7}


async def test_claims_with_and_without_a_reference_do_not_meet(api: Api) -> None:
    await api.queue()
    await asyncio.gather(*(api.add(Reference="A") for _ in range(10)))
    wishes: list[dict[str, Any]] = [{}, {"Reference": "A"}]
    items = await asyncio.gather(*(api.take(**wishes[n % 2]) for n in range(10)))
    assert len({item["Id"] for item in items}) == 10


async def test_subscribers_write_in_the_transaction_of_the_group(api: Api) -> None:
    async def note(ctx: Context, event: QueueItemsAdded) -> None:
        await ctx.add(named(f"item {event.item_ids[0]}"))

    await api.queue()
    api.podium.db.subscribers = {QueueItemsAdded: [note]}
    items = await asyncio.gather(*(api.add() for _ in range(10)))
    names = [queue["Name"] for queue in (await api.get("QueueDefinitions"))["value"]]
    assert {f"item {item['Id']}" for item in items} < set(names)


async def test_what_many_ask_is_one_statement(api: Api, asked: list[str]) -> None:
    await asyncio.gather(*(api.queue(name) for name in "ABCDEFGH"))

    def adding(n: int) -> Any:
        return lambda ctx: add_item(ctx, QueueItemData(name="ABCDEFGH"[n % 8]))

    await together(api, *(adding(n) for n in range(64)))
    asked.clear()
    items = await together(api, *(adding(n) for n in range(64)))
    assert asked == ["SELECT", "WITH"]  # the numbers of the new rows, and the rows
    assert len({item.id for item in items}) == 64


async def test_a_lone_transaction_takes_two_statements_and_its_result_two(api: Api, asked: list[str]) -> None:
    await api.queue()
    for _ in range(2):
        await api.add()
    await api.finish(await api.take(), IsSuccessful=True)
    asked.clear()
    taken = await api.take()
    assert asked == ["SELECT", "WITH"]
    asked.clear()
    await api.finish(taken, IsSuccessful=True)
    assert asked == ["SELECT", "WITH"]


async def test_one_that_fails_before_writing_just_leaves(api: Api) -> None:
    async def refuse(ctx: Context) -> None:
        raise BadRequest(why="no")

    async def add(ctx: Context) -> str:
        return (await ctx.add(named("A"))).name

    refused, added = await together(api, refuse, add)
    assert (type(refused), added) == (BadRequest, "A")


async def test_one_that_fails_after_writing_leaves_nothing_and_harms_nobody(api: Api) -> None:
    async def fail_late(ctx: Context) -> None:
        await ctx.add(named("never"))
        raise BadRequest(why="too late")

    async def add(ctx: Context) -> str:
        return (await ctx.add(named("A"))).name

    failed, added = await together(api, fail_late, add)
    assert (type(failed), added) == (BadRequest, "A")
    assert [q["Name"] for q in (await api.get("QueueDefinitions"))["value"]] == ["A"]


async def test_what_the_database_refuses_is_the_problem_of_one_caller(api: Api) -> None:
    async def too_long(ctx: Context) -> None:
        await ctx.add(named("x" * 51))

    async def add(ctx: Context) -> str:
        return (await ctx.add(named("A"))).name

    refused, added = await together(api, too_long, add)
    assert isinstance(refused, ApiError)
    assert added == "A"


async def test_a_grouped_operation_may_await_nothing_else(api: Api) -> None:
    async def wait(ctx: Context) -> None:
        await asyncio.sleep(0)  # rule-skip: given-time - it lets others go first, and waits for nothing

    async def nothing(ctx: Context) -> None:
        return None

    refused, _ = await together(api, wait, nothing)
    assert isinstance(refused, TypeError)


async def test_calls_at_the_same_time_gather(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await api.queue()
    sizes: list[int] = []
    db = api.podium.db
    serve = db.together

    async def watched(members: list[Member[Any]]) -> None:
        sizes.append(len(members))
        await serve(members)

    monkeypatch.setattr(db, "together", watched)
    await asyncio.gather(*(api.add() for _ in range(100)))
    assert sum(sizes) == 100
    assert len(sizes) < 50
    assert max(sizes) <= 64


async def test_who_comes_when_too_many_wait_is_told_to_come_later(api: Api) -> None:
    groups = Groups(api.podium.db, most=3)

    async def work(ctx: Context) -> int:
        return await ctx.count(ctx.select(QueueDefinition))

    calls = (groups.run("count", HERE, work) for _ in range(8))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, ApiError)]
    assert refused
    assert {(error.status, error.retry_after) for error in refused} == {(429, 1)}


async def test_who_waits_for_more_than_the_database_keeps_nobody_waiting(api: Api) -> None:
    groups, opened = Groups(api.podium.db), asyncio.Event()

    async def slow(ctx: Context) -> str:
        await ctx.away(opened.wait())
        return "slow"

    async def quick(ctx: Context) -> str:
        return "quick"

    first = asyncio.create_task(groups.run("kind", HERE, slow))
    assert [await groups.run("kind", HERE, quick) for _ in range(3)] == ["quick"] * 3
    opened.set()
    assert await first == "slow"
