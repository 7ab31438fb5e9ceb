"""Items that are done with go when they were kept long enough; those of deleted queues go at once."""

from tests.api import Api
from tests.queues.words import failed, in_progress, references


async def test_a_new_queue_keeps_everything(api: Api) -> None:
    key = await api.queue()
    (found,) = (await api.get("QueueRetention", filter=f"QueueDefinitionId eq {key}"))["value"]
    assert (found["Action"], found["Period"], found["BucketId"]) == ("None", 30, None)
    await failed(api)
    await api.pass_time(days=400)
    assert await api.statuses() == ["Failed"]


async def test_ended_items_are_deleted_when_the_period_is_over(api: Api) -> None:
    key = await api.queue(EnforceUniqueReference=True)
    await api.put(f"QueueRetention({key})", Action="Delete", Period=5)
    await failed(api, Reference="old")
    await api.pass_time(days=3)
    await failed(api, Reference="young")
    await api.add(Reference="waiting")
    await api.pass_time(days=3)
    assert await references(api) == ["young", "waiting"]
    assert {event["QueueItemId"] for event in (await api.get("QueueItemEvents"))["value"]} == {2, 3}
    assert (await api.add(Reference="old", status=409))["errorCode"] == 1016


async def test_it_can_be_reset(api: Api) -> None:
    key = await api.queue()
    editor = await api.only("Queues.Edit")
    await editor.put(f"QueueRetention({key})", Action="Delete", Period=5)
    viewer = await api.only("Queues.View")
    assert (await viewer.get(f"QueueRetention({key})"))["Period"] == 5
    await editor.delete(f"QueueRetention({key})")
    assert (await viewer.get("QueueRetention"))["value"][0]["Action"] == "None"


async def test_items_are_not_archived(api: Api) -> None:
    key = await api.queue()
    assert (await api.put(f"QueueRetention({key})", 400, Action="Archive", Period=5))["errorCode"] == 1009
    assert (await api.put(f"QueueRetention({key})", 400, Action="Delete", Period=0))["errorCode"] == 1000


async def test_nothing_is_left_of_a_deleted_queue(api: Api) -> None:
    key = await api.queue(EnforceUniqueReference=True)
    await in_progress(api, Reference="R")
    await api.delete(f"QueueDefinitions({key})")
    await api.pass_time(minutes=2)
    for table in ("queue_items", "queue_item_events", "queue_used_references", "queue_tallies", "removed_queues"):
        assert await api.podium.db.pool.fetchval(f"SELECT count(*) FROM {table}") == 0
