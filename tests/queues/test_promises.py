"""Queues promise a time: their items are urgent, those in danger are told, and how many workers it takes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from podium.domains.queues.queries.predictions import Due, necessary_workers
from tests.api import Api, Clock
from tests.processes.words import deployed
from tests.queues.words import bulk, in_progress, item

NOW = datetime(2030, 1, 1, 9, tzinfo=UTC)
NUMBERS = ("ItemsDue", "ItemsAtRisk", "ItemsOverdue", "Workers", "NecessaryWorkers", "IsOverCapacity", "ExpectedEnd")


async def promising(api: Api, **settings: Any) -> int:
    """A queue whose items are due in an hour, and in danger after half of it."""
    return await api.queue(SlaInMinutes=60, RiskSlaInMinutes=30, **settings)


async def prediction(api: Api) -> list[Any]:
    (found,) = (await api.get("QueueProcessingRecords/Podium.RetrievePredictions"))["value"]
    return [found[name] for name in NUMBERS]


async def in_danger(api: Api) -> list[str]:
    return [one["Reference"] for one in (await api.get("QueueItems/Podium.GetItemsInDanger", orderby="Id"))["value"]]


async def alerts(api: Api) -> list[str]:
    await api.pass_time(seconds=5)
    found = (await api.get("Alerts", filter="NotificationName eq 'Queue.Sla'", orderby="CreationTime"))["value"]
    return [one["Data"].split('"Message":"')[1].split('"')[0] for one in found]


async def test_items_of_a_queue_that_promises_a_time_stay_urgent(api: Api) -> None:
    await promising(api)
    added = await api.add(Priority="Low")
    await api.put(f"QueueItems({added['Id']})", Priority="Low", DueDate=added["DueDate"])
    body = {"Priority": "Low"}
    await api.call("POST", "QueueItems/Podium.PrioritizeItems", json=body, params={"$filter": "true"})
    assert (await item(api, added))["Priority"] == "High"


async def test_the_danger_moves_with_the_deadline(api: Api) -> None:
    await promising(api)
    added = await api.add()
    assert (added["DueDate"], added["RiskSlaDate"]) == ("2030-01-01T10:00:00Z", "2030-01-01T09:30:00Z")
    await api.patch(f"QueueItems({added['Id']})", DueDate="2030-01-02T10:00:00Z")
    assert (await item(api, added))["RiskSlaDate"] == "2030-01-02T09:30:00Z"
    await api.finish(await api.take(), DueDate="2030-01-03T10:00:00Z")
    assert (await item(api, added))["RiskSlaDate"] == "2030-01-03T09:30:00Z"


async def test_items_in_danger_are_listed_until_they_are_done(api: Api, clock: Clock) -> None:
    await promising(api)
    await api.queue("Orders")
    await api.add(Reference="first")
    await api.add("Orders", Reference="due", DueDate="2030-01-01T09:10:00Z")
    await api.add("Orders", Reference="whenever")
    assert await in_danger(api) == []
    clock.pass_(minutes=30)
    assert await in_danger(await api.only("Queues.View", "Transactions.View")) == ["first", "due"]
    await api.finish(await api.take(), IsSuccessful=True)
    assert await in_danger(api) == ["due"]


async def test_queues_say_how_they_stand_with_their_deadlines(api: Api, clock: Clock) -> None:
    await promising(api)
    taken = await in_progress(api)
    clock.pass_(minutes=10)
    await api.finish(taken, IsSuccessful=True)
    await bulk(api, *({"Reference": f"{n}"} for n in range(12)))
    await api.take()
    viewer = await api.only("Queues.View", "Transactions.View")
    assert await prediction(viewer) == [12, 0, 0, 1, 2, False, "2030-01-01T11:10:00Z"]
    clock.pass_(minutes=30)
    assert await prediction(viewer) == [12, 12, 0, 1, 4, False, "2030-01-01T11:40:00Z"]
    clock.pass_(minutes=30)
    assert (await prediction(viewer))[:3] == [12, 0, 12]
    assert (await prediction(viewer))[5] is True


async def test_far_deadlines_and_items_without_one_are_not_predicted(api: Api) -> None:
    await api.queue()
    await api.add()
    await api.add(DueDate="2030-01-03T09:00:00Z")
    assert await prediction(api) == [0, 0, 0, 0, 0, False, None]


@pytest.mark.parametrize(
    ("dues", "seconds", "workers"),
    [
        ([], 60, 0),
        ([Due(NOW + timedelta(minutes=10), 10)], 60, 1),
        ([Due(NOW + timedelta(minutes=10), 11)], 60, 2),
        ([Due(NOW + timedelta(minutes=2), 4), Due(NOW + timedelta(minutes=10), 4)], 60, 2),
        ([Due(NOW - timedelta(minutes=1), 5)], 60, 1),
        ([Due(NOW - timedelta(minutes=1), 15), Due(NOW + timedelta(minutes=10), 5)], 60, 2),
        ([Due(NOW + timedelta(minutes=1), 9)], 0, 1),
    ],
)
def test_so_many_workers_meet_every_deadline_that_can_be_met(dues: list[Due], seconds: float, workers: int) -> None:
    assert necessary_workers(dues, seconds, NOW) == workers


async def test_people_are_told_once_of_items_that_come_into_danger(api: Api) -> None:
    await promising(api)
    await bulk(api, {}, {}, {})
    await api.pass_time(minutes=31)
    told = ["Items of the queue Invoices may miss their deadline: 3; 0 of them have missed it."]
    assert await alerts(api) == told
    await api.add()
    await api.pass_time(minutes=25)
    assert await alerts(api) == told
    await api.pass_time(minutes=40)
    assert await alerts(api) == [
        *told,
        "Items of the queue Invoices may miss their deadline: 1; 1 of them have missed it.",
    ]


async def test_a_process_that_a_promise_counts_on_stays(api: Api) -> None:
    made = await deployed(api)
    key = await promising(api, ReleaseId=made["Id"])
    assert (await api.delete(f"Releases({made['Id']})", 409))["errorCode"] == 1013
    await api.patch(f"QueueDefinitions({key})", SlaInMinutes=0)
    await api.delete(f"Releases({made['Id']})")
