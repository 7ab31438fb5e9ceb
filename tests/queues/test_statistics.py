"""Queues tell at any time how they are doing, without anybody counting items."""

from typing import Any

from tests.api import Api, Clock
from tests.queues.words import BROKEN, SVC, WRONG, bulk, in_progress, item, review

STATUS = f"QueueProcessingRecords/{SVC}.RetrieveQueuesProcessingStatus"


async def status(api: Api, name: str = "Invoices") -> Any:
    found = {one["QueueDefinitionName"]: one for one in (await api.get(STATUS))["value"]}
    return found[name]


async def records(api: Api, days: int, key: int, status: int = 200) -> Any:
    path = f"RetrieveLastDaysProcessingRecords(daysNo={days},queueDefinitionId={key})"
    answer = await api.get(f"QueueProcessingRecords/{SVC}.{path}", status)
    return answer["value"] if status == 200 else answer


async def end(api: Api, clock: Clock, seconds: int, **result: Any) -> None:
    taken = await api.take()
    clock.pass_(seconds=seconds)
    await api.finish(taken, **result)


async def test_what_was_done_and_what_is_left_is_told_at_once(api: Api, clock: Clock) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    await api.queue("Orders")
    await bulk(api, *({"Reference": f"{n}"} for n in range(6)))
    await end(api, clock, 10, IsSuccessful=True)
    await end(api, clock, 20, IsSuccessful=True)
    await end(api, clock, 30, ProcessingException=WRONG)
    await end(api, clock, 40, ProcessingException=BROKEN)
    await api.take()
    now = await status(api)
    assert (now["ItemsToProcess"], now["ItemsInProgress"]) == (2, 1)
    assert (now["SuccessfulTransactionsNo"], now["SuccessfulTransactionsProcessingTime"]) == (2, 30)
    assert (now["BusinessExceptionsNo"], now["BusinessExceptionsProcessingTime"]) == (1, 30)
    assert (now["ApplicationExceptionsNo"], now["ApplicationExceptionsProcessingTime"]) == (1, 40)
    assert (now["TotalNumberOfTransactions"], now["ProcessingMeanTime"]) == (4, 25)
    assert now["LastProcessed"] == "2030-01-01T09:01:40Z"
    assert (await status(api, "Orders"))["ItemsToProcess"] == 0


async def test_a_queue_is_described_with_its_numbers(api: Api) -> None:
    tags = [{"Name": "team", "DisplayName": "Team", "Value": None, "DisplayValue": None}]
    key = await api.queue(Description="d", MaxNumberOfRetries=2, OutputDataJsonSchema="{}", ReleaseId=7, Tags=tags)
    now = await status(api)
    assert (now["QueueDefinitionId"], now["QueueDefinitionDescription"], now["ReleaseId"]) == (key, "d", 7)
    assert (now["SpecificDataJsonSchemaExists"], now["OutputDataJsonSchemaExists"]) == (False, True)
    assert (now["QueueFoldersCount"], now["Tags"]) == (1, tags)


async def test_every_way_an_item_can_go_is_counted(api: Api) -> None:
    await api.queue()
    postponed, working, deleted, broken = [await api.add() for _ in range(4)]
    await api.finish(await api.take(), DeferDate="2030-01-02T09:00:00Z")
    await api.take()
    await api.delete(f"QueueItems({deleted['Id']})")
    await api.finish(await api.take(), ProcessingException=BROKEN)
    await review(api, "Retried", await item(api, broken))
    now = await status(api)
    assert (now["ItemsToProcess"], now["ItemsInProgress"]) == (2, 1)
    await api.pass_time(hours=26)
    assert (await item(api, working))["Status"] == "Abandoned"
    assert ((await status(api))["ItemsInProgress"], (await item(api, postponed))["Status"]) == (0, "New")


async def test_the_last_hour_is_told_minute_by_minute(api: Api, clock: Clock) -> None:
    key = await api.queue()
    await bulk(api, {}, {}, {})
    clock.pass_(minutes=61)
    await end(api, clock, 30, IsSuccessful=True)
    found = await records(api, 0, key)
    assert len(found) == 61
    assert {one["ReportType"] for one in found} == {"Minute"}
    assert [one["NumberOfRemainingTransactions"] for one in found[-2:]] == [3, 2]
    assert (found[-1]["NumberOfSuccessfulTransactions"], found[-1]["SuccessfulTransactionsProcessingTime"]) == (1, 30)


async def test_longer_times_are_told_by_hours_and_days(api: Api, clock: Clock) -> None:
    key = await api.queue()
    await in_progress(api)
    clock.pass_(hours=2)
    await bulk(api, {}, {})
    by_hours, by_days = await records(api, 1, key), await records(api, 7, key)
    assert (len(by_hours), by_hours[-3]["NumberOfInProgressTransactions"]) == (25, 1)
    assert (by_hours[-1]["ProcessingTime"], by_hours[-1]["NumberOfRemainingTransactions"]) == (
        "2030-01-01T11:00:00Z",
        2,
    )
    assert (len(by_days), by_days[-1]["ProcessingTime"]) == (8, "2030-01-01T00:00:00Z")
    assert [one["NumberOfRemainingTransactions"] for one in by_days[-2:]] == [0, 2]


async def test_other_numbers_of_days_make_no_sense(api: Api) -> None:
    key = await api.queue()
    assert (await records(api, -1, key, 400))["errorCode"] == 1009
    assert (await records(api, 367, key, 400))["errorCode"] == 1009


async def test_viewers_see_how_queues_are_doing(api: Api) -> None:
    key = await api.queue()
    await api.add()
    assert (await status(await api.only("Queues.View")))["ItemsToProcess"] == 1
    assert len(await records(await api.only("Queues.View", "Transactions.View"), 1, key)) == 25


async def test_minutes_become_hours_and_the_sums_stay(api: Api) -> None:
    key = await api.queue()
    for _ in range(3):
        await in_progress(api)
        await api.pass_time(minutes=20)
    before = await status(api)
    await api.pass_time(hours=5)
    assert await status(api) == before
    assert [one["NumberOfInProgressTransactions"] for one in await records(api, 1, key)][-6:] == [3] * 6
    assert await api.podium.db.pool.fetchval("SELECT count(DISTINCT since) FROM queue_tallies") == 1
