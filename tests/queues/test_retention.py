"""Items that are done with go when they were kept long enough; those of deleted queues go at once."""

import csv
import io
import zipfile
from typing import Any

from tests.api import Api
from tests.buckets.words import bucket, fetch, paths
from tests.queues.words import ODATA, failed, in_progress, references


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


async def archived(api: Api, made: Any) -> list[dict[str, str]]:
    """The rows of the only file of a bucket."""
    (path,) = await paths(api, made)
    with zipfile.ZipFile(io.BytesIO((await fetch(api, made, path)).content)) as file:
        (name,) = file.namelist()
        return list(csv.DictReader(io.StringIO(file.read(name).decode())))


async def test_ended_items_are_archived_before_they_are_deleted(api: Api) -> None:
    made = await bucket(api)
    key = await api.queue(RetentionAction="Archive", RetentionPeriod=5, RetentionBucketId=made["Id"])
    await failed(api, Reference="old", SpecificContent={"n": 1})
    await api.add(Reference="waiting")
    await api.pass_time(days=6)
    assert await references(api) == ["waiting"]
    (row,) = await archived(api, made)
    assert (row["reference"], row["status"], row["specific_content"]) == ("old", "Failed", '{"n": 1}')
    queue = await api.get(f"QueueDefinitions({key})")
    assert await paths(api, made) == [f"/Archive/Queues/Queue-{queue['Key']}/2030-01-07-1-1.zip"]


async def test_what_cannot_be_archived_stays(api: Api) -> None:
    made = await bucket(api)
    key = await api.queue()
    await api.put(f"QueueRetention({key})", Action="Archive", Period=5, BucketId=made["Id"])
    await failed(api, Reference="old")
    await api.delete(f"Buckets({made['Id']})")
    await api.pass_time(days=6)
    assert await references(api) == ["old"]


async def test_retention_that_makes_no_sense_is_refused(api: Api) -> None:
    key, sealed, made = await api.queue(), await api.queue("Sealed", Encrypted=True), await bucket(api)
    closed = await bucket(api, "Closed", Options="ReadOnly")
    assert (await api.put(f"QueueRetention({key})", 400, Action="Delete", Period=0))["errorCode"] == 1000
    assert "BucketId" in (await api.put(f"QueueRetention({key})", 400, Action="Archive", Period=5))["message"]
    await api.put(f"QueueRetention({key})", 404, Action="Archive", Period=5, BucketId=4711)
    await api.put(f"QueueRetention({key})", 403, Action="Archive", Period=5, BucketId=closed["Id"])
    answer = await api.put(f"QueueRetention({sealed})", 400, Action="Archive", Period=5, BucketId=made["Id"])
    assert "sealed" in answer["message"]


async def test_the_actions_of_the_console_say_how_long_items_stay(api: Api) -> None:
    start = f"QueueDefinitions/{ODATA}"
    made = await api.post(f"{start}.CreateQueue", 201, Name="Orders", RetentionAction="Delete", RetentionPeriod=7)
    kept = await api.get(f"QueueRetention({made['Id']})")
    assert (kept["Action"], kept["Period"]) == ("Delete", 7)
    await api.post(f"{start}.EditQueue", Id=made["Id"], Name="Orders", RetentionPeriod=9)
    kept = await api.get(f"QueueRetention({made['Id']})")
    assert (kept["Action"], kept["Period"]) == ("Delete", 9)
    shown = await api.get(f"{start}.GetQueue(id={made['Id']})")
    assert [shown[f"Retention{name}"] for name in ("Action", "Period", "BucketId")] == ["Delete", 9, None]
    assert (shown["Name"], shown["OrganizationUnitFullyQualifiedName"]) == ("Orders", "Shared")
    for period in (0, -1, 3651):
        error = await api.post(f"{start}.EditQueue", 400, Id=made["Id"], Name="Orders", RetentionPeriod=period)
        assert "RetentionPeriod" in error["message"]


async def test_nothing_is_left_of_a_deleted_queue(api: Api) -> None:
    key = await api.queue(EnforceUniqueReference=True)
    await in_progress(api, Reference="R")
    await api.delete(f"QueueDefinitions({key})")
    await api.pass_time(minutes=2)
    for table in ("queue_items", "queue_item_events", "queue_used_references", "queue_tallies", "removed_queues"):
        assert await api.podium.db.pool.fetchval(f"SELECT count(*) FROM {table}") == 0
