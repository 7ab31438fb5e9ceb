"""Queue triggers start jobs as the items of a queue ask for them."""

from typing import Any

import pytest

from tests.api import Api
from tests.calendars.words import calendar
from tests.jobs.words import robot
from tests.triggers.words import NAMESPACE, decisions, jobs, ready, shown, told, trigger


async def queue_trigger(api: Api, key: str, queue: int, name: str = "Queue", **settings: Any) -> Any:
    return await trigger(api, key, name, QueueDefinitionId=queue, **settings)


async def add(api: Api, count: int = 1, **item: Any) -> None:
    """Add items, then let the engine do what it was woken for."""
    for _ in range(count):
        await api.add(**item)
    await settle(api)


async def settle(api: Api) -> None:
    await api.pass_time(seconds=5)


async def activate(api: Api, made: Any, status: int = 200) -> Any:
    return await api.post(f"ProcessSchedules({made['Id']})/{NAMESPACE}.Activate", status)


@pytest.mark.parametrize(
    ("threshold", "target", "most", "items", "started"),
    [
        (1, 1, 10, 0, 0),
        (1, 1, 10, 1, 1),
        (1, 1, 10, 4, 4),
        (3, 1, 10, 2, 0),
        (3, 1, 10, 3, 1),
        (3, 2, 10, 4, 1),
        (3, 2, 10, 5, 2),
        (1, 5, 10, 5, 1),
        (1, 5, 10, 6, 2),
        (1, 1, 3, 9, 3),
    ],
)
async def test_so_many_items_start_so_many_jobs(
    api: Api, threshold: int, target: int, most: int, items: int, started: int
) -> None:
    formula: dict[str, Any] = {"ItemsActivationThreshold": threshold, "ItemsPerJobActivationTarget": target}
    await queue_trigger(api, await ready(api), await api.queue(), MaxJobsForActivation=most, **formula)
    await settle(api)
    await add(api, items)
    assert len(await jobs(api)) == started


async def test_items_are_looked_at_one_by_one_as_together(api: Api) -> None:
    made = await queue_trigger(api, await ready(api), await api.queue(), MaxJobsForActivation=3)
    for _ in range(5):
        await add(api)
    found = await jobs(api)
    assert [job["SourceType"] for job in found] == ["Queue"] * 3
    assert {job["StartingScheduleId"] for job in found} == {made["Id"]}
    assert await told(api, made) == [*["Fired: QueueItems"] * 3, "Skipped: MaximumReached"]


async def test_items_that_are_there_already_start_jobs(api: Api) -> None:
    queue = await api.queue()
    await api.add()
    await queue_trigger(api, await ready(api), queue)
    await settle(api)
    assert len(await jobs(api)) == 1


async def test_a_deferred_item_starts_a_job_when_its_time_has_come(api: Api) -> None:
    await queue_trigger(api, await ready(api), await api.queue())
    await add(api, DeferDate="2030-01-01T09:10:00Z")
    assert await jobs(api) == []
    await api.pass_time(minutes=9)
    assert await jobs(api) == []
    await api.pass_time(minutes=1)
    assert len(await jobs(api)) == 1


async def test_a_deferred_item_may_wait_for_the_half_hour(api: Api) -> None:
    await queue_trigger(api, await ready(api), await api.queue(), QueueEvaluation="HalfHourly")
    await add(api, DeferDate="2030-01-01T09:10:00Z")
    await api.pass_time(minutes=15)
    assert await jobs(api) == []
    await api.pass_time(minutes=15)
    assert len(await jobs(api)) == 1


async def test_when_a_job_ends_the_items_left_are_looked_at(api: Api) -> None:
    key = await ready(api)
    bot = await robot(api, name="Host")
    await queue_trigger(api, key, await api.queue(), MaxJobsForActivation=1)
    await add(api, 2)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await bot.report(command, "Successful")
    await settle(api)
    assert [job["State"] for job in await jobs(api)] == ["Successful", "Pending"]


@pytest.mark.parametrize(("asked", "count"), [(False, 1), (True, 2)])
async def test_by_the_half_hour_jobs_that_end_are_heeded_if_asked(api: Api, asked: bool, count: int) -> None:
    key = await ready(api)
    bot = await robot(api, name="Host")
    half: dict[str, Any] = {"QueueEvaluation": "HalfHourly", "ActivateOnJobComplete": asked}
    await queue_trigger(api, key, await api.queue(), MaxJobsForActivation=1, **half)
    await add(api, 2)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await bot.report(command, "Successful")
    await settle(api)
    assert len(await jobs(api)) == count


async def test_a_failed_item_that_is_tried_again_starts_a_job(api: Api) -> None:
    key, queue = await ready(api), await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    await api.add()
    item = await api.take()
    await queue_trigger(api, key, queue)
    await settle(api)
    assert await jobs(api) == []
    await api.finish(item, IsSuccessful=False, ProcessingException={"Reason": "x", "Type": "ApplicationException"})
    await settle(api)
    assert len(await jobs(api)) == 1


async def test_several_triggers_of_a_queue_count_their_own_jobs_if_asked(api: Api) -> None:
    key, queue = await ready(api), await api.queue()
    for name in ("First", "Second"):
        await queue_trigger(api, key, queue, name, MaxJobsForActivation=2, JobsCountStrategy="PerTrigger")
    await add(api, 2)
    assert len(await jobs(api)) == 4


async def test_several_triggers_of_a_process_share_its_jobs(api: Api) -> None:
    key, queue = await ready(api), await api.queue()
    for name in ("First", "Second"):
        await queue_trigger(api, key, queue, name, MaxJobsForActivation=2)
    await add(api, 2)
    assert len(await jobs(api)) == 2


async def test_no_job_is_started_on_a_day_off(api: Api) -> None:
    off = await calendar(api, "2030-01-01T00:00:00Z")
    made = await queue_trigger(api, await ready(api), await api.queue(), CalendarId=off["Id"])
    await add(api)
    await add(api)
    assert await told(api, made) == ["Skipped: NonWorkingDay"]
    await api.pass_time(hours=16)
    assert len(await jobs(api)) == 1


async def test_a_queue_is_looked_at_when_somebody_asks(api: Api) -> None:
    made = await queue_trigger(api, await ready(api), await api.queue())
    await api.add()
    editor = await api.only("Schedules.Edit")
    await activate(editor, made)
    assert await told(api, made) == ["Fired: Activated"]
    await api.add()
    assert (await activate(api, made, 409))["errorCode"] == 1301


async def test_only_a_queue_trigger_that_is_on_can_be_activated(api: Api) -> None:
    key = await ready(api)
    await activate(api, await trigger(api, key), 409)
    await activate(api, await queue_trigger(api, key, await api.queue(), Enabled=False), 409)
    await activate(api, {"Id": 77}, 404)


async def test_a_queue_for_which_no_jobs_can_be_started_is_tried_again(api: Api) -> None:
    from tests.jobs.words import account, process
    from tests.robots.words import machine

    made = await queue_trigger(api, await process(api), await api.queue())
    await add(api, 3)
    assert [one["ErrorCode"] for one in await decisions(api, made)] == [1671]
    await account(api)
    await machine(api)
    await api.pass_time(minutes=1)
    assert len(await jobs(api)) == 1


async def test_a_queue_trigger_ends_at_its_date(api: Api) -> None:
    made = await queue_trigger(api, await ready(api), await api.queue(), StopProcessDate="2030-01-01T10:00:00Z")
    await settle(api)
    await api.pass_time(hours=1)
    assert await told(api, made) == ["Disabled: EndDate"]
    await add(api)
    assert await jobs(api) == []


async def test_a_queue_trigger_shows_its_queue(api: Api) -> None:
    queue = await api.queue()
    made = await shown(api, await queue_trigger(api, await ready(api), queue))
    assert (made["QueueDefinitionId"], made["QueueDefinitionName"]) == (queue, "Invoices")
    assert (made["StartProcessNextOccurrence"], made["StartProcessCronSummary"]) == (None, None)
    assert (made["ItemsActivationThreshold"], made["MaxJobsForActivation"]) == (1, 1)
