"""Many items are added at once; what becomes of them when some are bad is the caller's choice."""

import pytest

from tests.api import Api
from tests.queues.words import bulk, history, references

GOOD, BAD = {"Reference": "A", "SpecificContent": {"n": 1}}, {"Reference": "B" * 129}
NEXT = {"Reference": "C", "Priority": "High"}


async def test_all_are_added_in_their_order(api: Api) -> None:
    await api.queue()
    answer = await bulk(api, *({"Reference": f"R{n}", "SpecificContent": {"n": n}} for n in range(300)))
    assert (answer["Success"], answer["FailedItems"]) == (True, [])
    assert await references(api) == [f"R{n}" for n in range(300)]
    assert (await api.take())["SpecificContent"] == {"n": 0}


@pytest.mark.parametrize(
    ("commit", "kept", "reported"),
    [
        ("AllOrNothing", [], [1, 3]),
        ("StopOnFirstFailure", ["A"], [1]),
        ("ProcessAllIndependently", ["A", "C"], [1, 3]),
    ],
)
async def test_bad_items_are_reported_and_others_kept_as_wished(
    api: Api, commit: str, kept: list[str], reported: list[int]
) -> None:
    await api.queue()
    answer = await bulk(api, GOOD, BAD, NEXT, BAD, commit=commit)
    assert await references(api) == kept
    assert [failed["Ordinal"] for failed in answer["FailedItems"]] == reported
    assert answer["Success"] is False
    assert answer["Message"] == f"{len(kept)} items were added, {len(reported)} have errors."


async def test_each_bad_item_has_its_error(api: Api) -> None:
    await api.queue(EnforceUniqueReference=True)
    await api.add(Reference="old")
    large = {"Reference": "L", "SpecificContent": {"text": "x" * 1_048_576}}
    answer = await bulk(api, {"Reference": "old"}, {}, {"Reference": "new"}, {"Reference": "new"}, large)
    assert [(failed["Ordinal"], failed["ErrorCode"]) for failed in answer["FailedItems"]] == [
        (0, "DuplicateReference"),
        (1, "TransactionReferenceRequired"),
        (3, "DuplicateReference"),
        (4, "QueueItemContentSizeExceeded"),
    ]
    assert answer["FailedItems"][0]["ErrorMessage"] == "Error creating Transaction. Duplicate Reference."
    assert await references(api) == ["old", "new"]


async def test_nothing_is_used_up_by_a_call_that_adds_nothing(api: Api) -> None:
    await api.queue(EnforceUniqueReference=True)
    await bulk(api, GOOD, GOOD, commit="AllOrNothing")
    assert (await bulk(api, GOOD, commit="AllOrNothing"))["Success"] is True


async def test_items_may_name_their_queue_and_members_come_in_any_case(api: Api) -> None:
    await api.queue()
    await bulk(api, {"name": "Invoices", "reference": "A", "priority": "high", "specificContent": {"Key": "V"}})
    taken = await api.take()
    assert (taken["Reference"], taken["Priority"], taken["SpecificContent"]) == ("A", "High", {"Key": "V"})


async def test_every_item_has_its_history(api: Api) -> None:
    await api.queue()
    await bulk(api, GOOD, NEXT)
    for known in (await api.get("QueueItems"))["value"]:
        assert await history(api, known) == [("Create", "New")]


async def test_a_queue_that_is_not_there_is_told(api: Api) -> None:
    assert (await bulk(api, GOOD, status=404))["errorCode"] == 1002


async def test_an_empty_call_adds_nothing(api: Api) -> None:
    await api.queue()
    assert (await bulk(api))["Success"] is True
