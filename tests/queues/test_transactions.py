"""Items are added, taken, and ended."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.api import Api, Clock
from tests.queues.words import BROKEN, SVC, WRONG, failed, in_progress, item, references


def after(clock: Clock, **spell: float) -> str:
    return (clock.now + timedelta(**spell)).isoformat()


async def taken(api: Api, count: int) -> list[str]:
    """The references of the next items, in the order in which they are given out."""
    return [(await api.take())["Reference"] for _ in range(count)]


async def test_an_item_is_added_taken_and_ended(api: Api) -> None:
    await api.queue()
    added = await api.add(Reference="R1", SpecificContent={"Amount": 5})
    taken = await api.take()
    assert (taken["Id"], taken["Status"], taken["SpecificContent"]) == (added["Id"], "InProgress", {"Amount": 5})
    assert await api.finish(taken, IsSuccessful=True, Output={"Paid": True}) == {}
    assert await api.statuses() == ["Successful"]


async def test_what_is_answered_is_as_clients_know_it(api: Api) -> None:
    await api.queue()
    await api.add(SpecificContent={"Amount": 5}, DueDate="2030-02-01T10:00:00.250Z")
    answer = await api.take()
    assert json.loads(answer["SpecificData"]) == {"DynamicProperties": {"Amount": 5}}
    assert answer["DueDate"] == "2030-02-01T10:00:00.25Z"
    assert (answer["OutputData"], answer["AnalyticsData"], answer["Output"]) == (None, None, None)
    assert answer["Key"] == answer["UniqueKey"]
    assert len(answer["RowVersion"]) == 12
    assert answer["@odata.context"].endswith("$metadata#Queues/$entity")


async def test_an_empty_queue_gives_nothing(api: Api) -> None:
    await api.queue()
    assert await api.take(status=204) == b""


async def test_where_references_are_unique_each_new_item_has_one_of_its_own(api: Api) -> None:
    await api.queue(EnforceUniqueReference=True)
    await api.add(Reference="A")
    for status, code, data in ((400, 1850, {}), (409, 1016, {"Reference": "A"})):
        assert (await api.add(status=status, **data))["errorCode"] == code
        assert (await api.take(status=status, SpecificContent={"n": 1}, **data))["errorCode"] == code


async def test_a_queue_that_is_not_there_is_told(api: Api) -> None:
    assert (await api.take("Nowhere", 404))["message"] == "Nowhere does not exist."


async def test_items_with_a_deadline_come_first_then_by_priority_deadline_and_age(api: Api, clock: Clock) -> None:
    await api.queue()
    await api.add(Reference="low", Priority="Low")
    await api.add(Reference="old")
    await api.add(Reference="young")
    await api.add(Reference="high", Priority="High")
    await api.add(Reference="due later", DueDate=after(clock, hours=2))
    await api.add(Reference="due sooner", DueDate=after(clock, hours=1))
    await api.add(Reference="due high", Priority="High", DueDate=after(clock, hours=3))
    assert await taken(api, 7) == ["due high", "due sooner", "due later", "high", "old", "young", "low"]


async def test_another_try_stands_at_the_back_of_its_class(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    for reference in ("A", "B", "C"):
        await api.add(Reference=reference)
    await api.finish(await api.take(), ProcessingException=BROKEN)
    assert await taken(api, 3) == ["B", "C", "A"]


async def test_a_postponed_item_waits_for_its_time(api: Api, clock: Clock) -> None:
    await api.queue()
    await api.add(Reference="later", DeferDate=after(clock, hours=1))
    assert await api.take(status=204) == b""
    clock.pass_(hours=1)
    assert await taken(api, 1) == ["later"]


async def test_an_item_whose_time_has_come_stands_in_line(api: Api, clock: Clock) -> None:
    await api.queue()
    await api.add(Reference="urgent", Priority="High", DeferDate=after(clock, hours=1))
    await api.add(Reference="plain")
    await api.add(Reference="other")
    assert await taken(api, 1) == ["plain"]
    await api.pass_time(hours=1)
    assert await taken(api, 2) == ["urgent", "other"]


async def test_a_robot_puts_an_item_back_for_later(api: Api, clock: Clock) -> None:
    await api.queue()
    first = await in_progress(api)
    await api.finish(first, DeferDate=after(clock, hours=1), Progress="half")
    put_back = await item(api, first)
    assert (put_back["Status"], put_back["Progress"], put_back["StartProcessing"]) == ("New", "half", None)
    assert await api.take(status=204) == b""
    clock.pass_(hours=1)
    assert (await api.take())["Id"] == first["Id"]


async def test_items_are_chosen_by_reference(api: Api) -> None:
    await api.queue()
    for reference in ("north-1", "south-1", "south-2", "SOUTH-3"):
        await api.add(Reference=reference)
    assert (await api.take(Reference="south-2"))["Reference"] == "south-2"
    south: dict[str, Any] = {"Reference": "south", "ReferenceFilterOption": "StartsWith"}
    assert (await api.take(**south))["Reference"] == "south-1"
    assert await api.take(status=204, **south) == b""
    assert (await api.take(Reference=""))["Reference"] == "north-1"


async def test_content_makes_a_new_item_and_starts_it(api: Api) -> None:
    await api.queue()
    await api.add(Reference="waiting")
    mine = await api.take(SpecificContent={"n": 1}, Reference="mine")
    assert (mine["Reference"], mine["Status"]) == ("mine", "InProgress")
    assert await api.statuses() == ["New", "InProgress"]


@pytest.mark.parametrize("problem", [BROKEN, WRONG])
async def test_a_failure_is_kept_with_its_reason(api: Api, problem: dict[str, str]) -> None:
    await api.queue()
    ended = await failed(api, problem)
    assert (ended["Status"], ended["ProcessingExceptionType"]) == ("Failed", problem["Type"])
    assert ended["ProcessingException"]["Reason"] == problem["Reason"]
    assert ended["ProcessingException"]["CreationTime"] == "2030-01-01T09:00:00Z"


async def test_a_broken_attempt_is_followed_by_others_until_there_were_enough(api: Api, clock: Clock) -> None:
    await api.queue(MaxNumberOfRetries=2, AcceptAutomaticallyRetry=True)
    await api.add(Reference="R", SpecificContent={"n": 1})
    tries = []
    for _ in range(3):
        tries.append(await api.take())
        clock.pass_(seconds=5)
        await api.finish(tries[-1], ProcessingException=BROKEN)
    assert await api.statuses() == ["Retried", "Retried", "Failed"]
    assert await api.take(status=204) == b""
    first, second, third = tries
    assert (third["Key"], third["Reference"], third["SpecificContent"]) == (first["Key"], "R", {"n": 1})
    assert [attempt["RetryNumber"] for attempt in tries] == [0, 1, 2]
    assert [attempt["SecondsInPreviousAttempts"] for attempt in tries] == [0, 5, 10]
    assert (third["AncestorId"], third["AncestorUniqueKey"]) == (second["Id"], second["UniqueKey"])


async def test_what_is_wrong_with_the_work_itself_is_not_tried_again(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=2, AcceptAutomaticallyRetry=True)
    assert (await failed(api, WRONG))["Status"] == "Failed"
    assert await references(api) == [""]


async def test_progress_is_told_while_the_work_goes_on(api: Api) -> None:
    await api.queue()
    working = await in_progress(api)
    path = f"QueueItems({working['Id']})/{SVC}.SetTransactionProgress"
    assert await api.post(path, progress="50 %") == {}
    assert (await item(api, working))["Progress"] == "50 %"
    await api.finish(working, IsSuccessful=True)
    assert (await api.post(path, 400, progress="60 %"))["errorCode"] == 1851


@pytest.mark.parametrize(("result", "again"), [({"IsSuccessful": True}, {"IsSuccessful": True}), ({}, {"Output": {}})])
async def test_a_result_is_given_once(api: Api, result: dict[str, Any], again: dict[str, Any]) -> None:
    await api.queue()
    ended = await in_progress(api)
    await api.finish(ended, **result)
    error = await api.finish(ended, 409, **again)
    assert error["errorCode"] == 1851
    assert error["message"].startswith("A transaction with status")


async def test_what_was_never_started_cannot_end(api: Api) -> None:
    await api.queue()
    assert (await api.finish(await api.add(), 409, IsSuccessful=True))["errorCode"] == 1852


async def test_an_application_without_a_robot_may_do_it_all(api: Api) -> None:
    await api.queue()
    await api.add()
    worker = await api.only("Queues.View", "Transactions.View", "Transactions.Create", "Transactions.Edit")
    done = await worker.take()
    assert done["RobotId"] is None
    await worker.finish(done, IsSuccessful=True)
    assert await api.statuses() == ["Successful"]


async def test_items_in_progress_for_more_than_a_day_are_abandoned(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=2, AcceptAutomaticallyRetry=True)
    await in_progress(api)
    await api.pass_time(hours=23)
    assert await api.statuses() == ["InProgress"]
    await api.pass_time(hours=2)
    assert await api.statuses() == ["Abandoned"]


async def test_some_queues_want_another_try_at_abandoned_items(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, RetryAbandonedItems=True)
    await in_progress(api)
    await api.pass_time(hours=25)
    assert await api.statuses() == ["Retried", "New"]
