"""Callers wait for items instead of asking again and again."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.api import Api, Clock, until
from tests.queues.words import bulk, in_progress

TAKER = ("Queues.View", "Transactions.View", "Transactions.Create", "Transactions.Edit")
PATH = "/odata/Queues/UiPathODataSvc.StartTransaction"


async def waiting(api: Api, seconds: float = 30, **data: Any) -> "asyncio.Task[Any]":
    """A caller who has begun to wait."""
    body = {"transactionData": {"Name": "Invoices", **data}}
    task = asyncio.create_task(api.call("POST", PATH, params={"wait": seconds}, json=body))
    await until(lambda: any(name.startswith("queue ") for name in api.podium.notices.sleepers))
    return task


async def test_who_waits_gets_an_item_as_soon_as_there_is_one(api: Api) -> None:
    await api.queue()
    caller = await waiting(await api.only(*TAKER))
    added = await api.add()
    assert (await caller)["Id"] == added["Id"]


async def test_items_that_are_added_together_go_to_all_who_wait(api: Api) -> None:
    await api.queue()
    callers = [await waiting(api) for _ in range(3)]
    await bulk(api, {"Reference": "A"}, {"Reference": "B"}, {"Reference": "C"})
    assert {one["Reference"] for one in await asyncio.gather(*callers)} == {"A", "B", "C"}


async def test_an_item_that_comes_back_ends_the_wait(api: Api) -> None:
    await api.queue()
    known = await in_progress(api)
    caller = await waiting(api)
    await api.finish(known, DueDate="2030-01-03T00:00:00Z")
    assert (await caller)["Id"] == known["Id"]


async def test_an_item_whose_time_comes_ends_the_wait(api: Api, clock: Clock) -> None:
    await api.queue()
    soon = (clock.now + timedelta(milliseconds=20)).isoformat()
    added = await api.add(DeferDate=soon)
    caller = await waiting(api)
    clock.pass_(seconds=1)
    assert (await caller)["Id"] == added["Id"]


async def test_who_has_waited_long_enough_gets_nothing(api: Api) -> None:
    await api.queue()
    assert (
        await api.call("POST", PATH, 204, params={"wait": 0.01}, json={"transactionData": {"Name": "Invoices"}}) == b""
    )


async def test_an_item_that_is_there_is_not_waited_for(api: Api) -> None:
    await api.queue()
    added = await api.add()
    body = {"transactionData": {"Name": "Invoices"}, "wait": 30}
    assert (await api.call("POST", PATH, json=body))["Id"] == added["Id"]


async def test_who_wants_a_certain_item_waits_for_it(api: Api) -> None:
    await api.queue()
    caller = await waiting(api, Reference="mine")
    await api.add(Reference="other")
    added = await api.add(Reference="mine")
    assert (await caller)["Id"] == added["Id"]
