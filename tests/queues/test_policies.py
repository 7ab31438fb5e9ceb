"""Queues may do more than is published: each thing is off until somebody wants it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.api import Api, Clock
from tests.queues.words import BROKEN, WRONG, bulk, failed, in_progress, item, policy, references

RETRIES: dict[str, Any] = {"MaxNumberOfRetries": 5, "AcceptAutomaticallyRetry": True}


async def unique(api: Api, rule: str, **settings: Any) -> None:
    """A queue with unique references, and what becomes of those that are used."""
    await policy(api, await api.queue(EnforceUniqueReference=True, **settings), References=rule)


async def test_a_queue_does_nothing_more_until_somebody_wants_it(api: Api) -> None:
    key = await api.queue()
    shown = await (await api.only("Queues.View")).get(f"QueueDefinitions({key})/Podium.GetPolicy")
    del shown["@odata.context"]
    assert shown == {"LeaseSeconds": None, "EndsWithJob": False, "References": "Reject", "RetryDelays": []}


async def test_what_is_wanted_is_kept_whatever_other_clients_say_of_the_queue(api: Api) -> None:
    key = await api.queue()
    delay = {"Kind": "Abandoned", "FirstSeconds": 5, "Factor": 3.0, "LongestSeconds": 60}
    wanted: dict[str, Any] = {"LeaseSeconds": 60, "EndsWithJob": True, "References": "Existing", "RetryDelays": [delay]}
    await policy(await api.only("Queues.Edit"), key, **wanted)
    await api.put(f"QueueDefinitions({key})", Name="Invoices")
    shown = await api.get(f"QueueDefinitions({key})/Podium.GetPolicy")
    assert {name: shown[name] for name in wanted} == wanted


async def test_a_change_of_it_is_audited(api: Api) -> None:
    await policy(api, await api.queue(), LeaseSeconds=60)
    (entry, *_) = (await api.get("AuditLogs", orderby="Id desc"))["value"]
    assert (entry["Component"], entry["Action"]) == ("Queues", "Update")


async def test_the_item_that_has_a_reference_is_answered_instead_of_a_new_one(api: Api) -> None:
    await unique(api, "Existing")
    added = await api.add(Reference="A", SpecificContent={"n": 1})
    found = await api.add(Reference="A", SpecificContent={"n": 2}, status=200)
    assert (found["Id"], found["SpecificContent"]) == (added["Id"], {"n": 1})
    answer = await bulk(api, {"Reference": "A"}, {"Reference": "B"}, {"Reference": "B"}, commit="AllOrNothing")
    assert (answer["Success"], await references(api)) == (True, ["A", "B"])


async def test_the_item_that_has_a_reference_is_started_instead_of_a_new_one_while_nobody_has_it(api: Api) -> None:
    await unique(api, "Existing")
    added = await api.add(Reference="A", SpecificContent={"n": 1})
    mine = await api.take(Reference="A", SpecificContent={"n": 2})
    assert (mine["Id"], mine["Status"], mine["SpecificContent"]) == (added["Id"], "InProgress", {"n": 1})
    await api.take(status=204, Reference="A", SpecificContent={"n": 2})
    await api.finish(mine, IsSuccessful=True)
    await api.take(status=204, Reference="A", SpecificContent={"n": 2})
    assert (await api.take(Reference="B", SpecificContent={"n": 3}))["Status"] == "InProgress"


@pytest.mark.parametrize("is_there", [True, False])
async def test_of_many_who_bring_the_same_reference_at_once_one_gets_the_item(api: Api, is_there: bool) -> None:
    await unique(api, "Existing")
    if is_there:
        await api.add(Reference="A")
    path = "/odata/Queues/UiPathODataSvc.StartTransaction"
    body = {"transactionData": {"Name": "Invoices", "Reference": "A", "SpecificContent": {"n": 1}}}
    answers = await asyncio.gather(*(api.http.post(path, json=body) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200, *[204] * 19]
    assert await api.statuses() == ["InProgress"]


async def test_the_item_that_has_a_reference_is_not_started_before_its_time(api: Api, clock: Clock) -> None:
    await unique(api, "Existing")
    await api.add(Reference="A", DeferDate=(clock.now + timedelta(hours=1)).isoformat())
    await api.take(status=204, Reference="A", SpecificContent={"n": 1})
    clock.pass_(hours=1)
    assert (await api.take(Reference="A", SpecificContent={"n": 1}))["Reference"] == "A"


async def test_a_reference_is_free_again_when_its_item_has_ended(api: Api) -> None:
    await unique(api, "AfterFinal", **RETRIES)
    first = await in_progress(api, Reference="A")
    await api.add(Reference="A", status=409)
    await api.finish(first, ProcessingException=BROKEN)
    assert (await api.add(Reference="A", status=409))["errorCode"] == 1016
    await api.finish(await api.take(), IsSuccessful=True)
    await api.add(Reference="A")
    assert (await api.add(Reference="A", status=409))["errorCode"] == 1016
    answer = await bulk(api, {"Reference": "A"}, {"Reference": "B"})
    assert [(one["Ordinal"], one["ErrorCode"]) for one in answer["FailedItems"]] == [(0, "DuplicateReference")]


async def delayed(api: Api, **delay: Any) -> None:
    await policy(api, await api.queue(**RETRIES), RetryDelays=[delay])


async def test_each_pause_before_another_try_is_longer_up_to_the_longest(api: Api, clock: Clock) -> None:
    await delayed(api, Kind="ApplicationException", FirstSeconds=10, Factor=3, LongestSeconds=60)
    await api.add()
    for seconds in (10, 30, 60, 60):
        await api.finish(await api.take(), ProcessingException=BROKEN)
        await api.take(status=204)
        clock.pass_(seconds=seconds - 1)
        await api.take(status=204)
        clock.pass_(seconds=1)
    last = await api.take()
    assert (last["RetryNumber"], last["DeferDate"]) == (4, clock.now.isoformat().replace("+00:00", "Z"))


async def test_other_kinds_of_failures_are_treated_as_the_queue_says(api: Api) -> None:
    await delayed(api, Kind="BusinessException", FirstSeconds=10)
    await failed(api, BROKEN)
    assert (await api.take())["RetryNumber"] == 1
    later = await in_progress(api)
    await api.finish(later, ProcessingException=WRONG)
    assert (await item(api, later))["Status"] == "Retried"
    await api.take(status=204)


async def test_an_abandoned_item_is_tried_again_after_a_pause(api: Api) -> None:
    await delayed(api, Kind="Abandoned", FirstSeconds=3600)
    await in_progress(api)
    await api.pass_time(hours=25)
    assert await api.statuses() == ["Retried", "New"]
    await api.take(status=204)
    await api.pass_time(hours=1)
    assert (await api.take())["RetryNumber"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        [{"Kind": "Abandoned", "FirstSeconds": -1}],
        [{"Kind": "Abandoned", "FirstSeconds": 1, "Factor": 0.5}],
        [{"Kind": "Abandoned", "FirstSeconds": 1, "Factor": 1e300}],
        [{"Kind": "Abandoned", "FirstSeconds": 1, "LongestSeconds": 2**62}],
        [{"Kind": "Abandoned", "FirstSeconds": 1}] * 2,
    ],
)
async def test_pauses_that_make_no_sense_are_refused(api: Api, wrong: Any) -> None:
    assert "RetryDelays" in (await policy(api, await api.queue(), 400, RetryDelays=wrong))["message"]


async def test_items_are_chosen_by_what_is_in_them(api: Api) -> None:
    await api.queue()
    for country in ("DE", "FR", "DE"):
        await api.add(Reference=country, SpecificContent={"Customer": {"Country": country, "Vip": True}, "n": 1})
    wanted = {"Customer": {"Country": "FR"}}
    assert (await api.take(ContentFilter=wanted))["Reference"] == "FR"
    await api.take(status=204, ContentFilter=wanted)
    assert (await api.take(ContentFilter={"n": 1}, Reference="DE"))["Reference"] == "DE"


async def test_what_is_sealed_cannot_be_chosen_by(api: Api) -> None:
    await api.queue(Encrypted=True)
    assert "sealed" in (await api.take(status=400, ContentFilter={"n": 1}))["message"]


async def test_an_item_is_put_back_with_other_content_for_the_next_step(api: Api, clock: Clock) -> None:
    await api.queue(SpecificDataJsonSchema='{"required": ["Step"]}')
    first = await in_progress(api, SpecificContent={"Step": 1})
    assert "$" in (await api.finish(first, 400, SpecificContent={}))["message"]
    await api.finish(first, SpecificContent={"Step": 2}, Progress="read")
    again = await api.take()
    assert (again["Id"], again["SpecificContent"], again["Progress"]) == (first["Id"], {"Step": 2}, "read")
    later = (clock.now + timedelta(hours=1)).isoformat()
    await api.finish(again, SpecificContent={"Step": 3}, DeferDate=later)
    await api.take(status=204)
