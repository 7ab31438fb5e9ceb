"""What a filter finds is changed at once, and counted first by whoever likes to."""

from typing import Any

import pytest

from tests.api import Api
from tests.queues.words import bulk, failed, in_progress, item, references

LATER = "2030-01-02T09:00:00Z"


async def apply(api: Api, what: str, filter_: str, status: int = 200, **body: Any) -> Any:
    path = f"QueueItems/Podium.{what}"
    answer = await api.call("POST", path, status, params={"$filter": filter_}, json=body)
    return [answer[name] for name in ("Matched", "Possible", "Done", "Left")] if status == 200 else answer


async def test_failed_items_are_tried_again(api: Api) -> None:
    await api.queue()
    broken = [await failed(api, Reference=reference) for reference in ("north-1", "north-2", "south-1")]
    await in_progress(api, Reference="north-3")
    editor, north = await api.only("Queues.View", "Transactions.Edit"), "startswith(Reference,'north')"
    assert await apply(editor, "RetryItems", north, dryRun=True) == [3, 2, 0, 2]
    assert [(await item(api, one))["Status"] for one in broken] == ["Failed"] * 3
    assert await apply(editor, "RetryItems", north) == [3, 2, 2, 0]
    assert [(await item(api, one))["Status"] for one in broken] == ["Retried", "Retried", "Failed"]
    assert [(await api.take())["ManualRetryNumber"] for _ in range(2)] == [1, 1]


async def test_items_are_deleted(api: Api) -> None:
    await api.queue()
    await bulk(api, *({"Reference": f"{n}"} for n in range(5)))
    await api.take()
    deleter = await api.only("Queues.View", "Transactions.Delete")
    assert await apply(deleter, "DeleteItems", "Reference lt '3'") == [3, 2, 2, 0]
    assert await api.statuses() == ["InProgress", "Deleted", "Deleted", "New", "New"]


async def test_items_are_put_off(api: Api) -> None:
    await api.queue()
    await bulk(api, {"Reference": "A"}, {"Reference": "B"})
    editor = await api.only("Queues.Edit", "Transactions.Edit")
    assert await apply(editor, "PostponeItems", "Reference eq 'A'", deferDate=LATER) == [1, 1, 1, 0]
    assert (await api.take())["Reference"] == "B"
    await api.take(status=204)
    await api.pass_time(days=1)
    assert (await api.take())["Reference"] == "A"


async def test_items_become_urgent(api: Api) -> None:
    await api.queue()
    await bulk(api, {"Reference": "A"}, {"Reference": "B"})
    editor = await api.only("Queues.Edit", "Transactions.Edit")
    assert await apply(editor, "PrioritizeItems", "Reference eq 'B'", priority="High") == [1, 1, 1, 0]
    assert (await api.take())["Reference"] == "B"


async def test_what_is_left_for_another_call_is_told(api: Api) -> None:
    await api.queue()
    await bulk(api, *({"Reference": f"{n:04}"} for n in range(2100)))
    assert await apply(api, "DeleteItems", "true") == [2100, 2100, 2000, 100]
    assert (await api.take())["Reference"] == "2000"
    assert await apply(api, "DeleteItems", "true") == [2100, 99, 99, 0]
    assert len(await references(api)) == 1000


@pytest.mark.parametrize("wrong", ["", "Reference eq 5 5"])
async def test_without_a_filter_nothing_is_done(api: Api, wrong: str) -> None:
    await api.queue()
    await apply(api, "DeleteItems", wrong, 400)
