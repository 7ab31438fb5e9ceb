"""What happened to an item is kept, over all attempts at it, and what people say about it."""

from tests.api import Api
from tests.queues.words import BROKEN, ODATA, SVC, failed, history, in_progress

AUTHOR = ("Queues.View", "Transactions.View", "Transactions.Edit")


async def test_everything_that_is_done_to_an_item_is_told(api: Api) -> None:
    await api.queue()
    working = await in_progress(api)
    await api.post(f"QueueItems({working['Id']})/{SVC}.SetTransactionProgress", progress="half")
    await api.finish(working, IsSuccessful=True)
    await api.delete(f"QueueItems({working['Id']})")
    assert await history(api, working) == [
        ("Create", "New"),
        ("Status", "InProgress"),
        ("Edit", "InProgress"),
        ("Edit", "Successful"),
        ("Delete", "Deleted"),
    ]


async def test_the_history_of_an_attempt_is_that_of_all(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    first = await failed(api)
    second = await api.take()
    assert (
        await history(api, first)
        == await history(api, second)
        == [
            *(("Create", "New"), ("Status", "InProgress"), ("Edit", "Failed"), ("Retry", "Retried")),
            *(("Create", "New"), ("Status", "InProgress")),
        ]
    )


async def test_an_event_says_who_did_it_and_when(api: Api) -> None:
    await api.queue()
    added = await api.add()
    (event,) = (await api.get("QueueItemEvents"))["value"]
    assert (event["QueueItemId"], event["Timestamp"]) == (added["Id"], added["CreationTime"])
    assert event["UserName"] == "admin"
    assert (await api.get(f"QueueItemEvents({event['Id']})"))["Action"] == "Create"


async def test_items_of_an_attempt_are_found_from_any_of_them(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=2, AcceptAutomaticallyRetry=True)
    first = await failed(api)
    await api.finish(await api.take(), ProcessingException=BROKEN)
    attempts = await api.get(f"QueueItems({first['Id']})/{SVC}.GetItemProcessingHistory")
    assert [attempt["RetryNumber"] for attempt in attempts["value"]] == [0, 1, 2]
    last = attempts["value"][-1]
    for path in (f"QueueItems({first['Id']})/{ODATA}.GetItemLastRetry", f"QueueItems({last['Id']})/GetItemLastRetry"):
        assert (await api.get(path))["Id"] == last["Id"]
    assert (await api.get(f"QueueItems/{SVC}.GetItemLastRetryByKey(key={first['Key']})"))["Id"] == last["Id"]
    unknown = "GetItemLastRetryByKey(key=00000000-0000-0000-0000-000000000000)"
    await api.get(f"QueueItems/{SVC}.{unknown}", 404)


async def test_comments_are_changed_by_their_authors_only(api: Api) -> None:
    await api.queue()
    added = await api.add()
    author, other = await api.only(*AUTHOR), await api.only(*AUTHOR)
    comment = await author.post("QueueItemComments", 201, Text="Look", QueueItemId=added["Id"])
    assert comment["CreationTime"] == "2030-01-01T09:00:00Z"
    await author.put(f"QueueItemComments({comment['Id']})", Text="Look here")
    assert (await other.put(f"QueueItemComments({comment['Id']})", 400, Text="No"))["errorCode"] == 1007
    assert (await api.call("DELETE", f"QueueItemComments({comment['Id']})", 400))["errorCode"] == 1007
    assert (await other.get(f"QueueItemComments({comment['Id']})"))["Text"] == "Look here"
    await author.delete(f"QueueItemComments({comment['Id']})")
    assert (await api.get("QueueItemComments"))["value"] == []


async def test_what_the_server_knows_of_a_comment_is_not_taken_from_clients(api: Api) -> None:
    await api.queue()
    said = {"Id": 4711, "UserId": 4711, "UserName": "other", "CreationTime": "2020-01-01T00:00:00Z"}
    made = await api.post("QueueItemComments", 201, Text="Look", QueueItemId=(await api.add())["Id"], **said)
    assert (made["Id"], made["UserName"], made["CreationTime"]) == (1, "admin", "2030-01-01T09:00:00Z")


async def test_comments_on_one_attempt_are_seen_on_all(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    first = await failed(api)
    second = await api.take()
    for number, attempt in enumerate((first, second)):
        await api.post("QueueItemComments", 201, Text=f"{number}", QueueItemId=attempt["Id"])
    path = f"QueueItemComments/{ODATA}.GetQueueItemCommentsHistory(queueItemId={second['Id']})"
    assert [comment["Text"] for comment in (await api.get(path))["value"]] == ["0", "1"]


async def test_a_comment_needs_an_item_and_a_text(api: Api) -> None:
    await api.queue()
    added = await api.add()
    await api.post("QueueItemComments", 404, Text="Where?", QueueItemId=4711)
    await api.post("QueueItemComments", 400, Text="Where?")
    await api.post("QueueItemComments", 400, Text=" ", QueueItemId=added["Id"])
    await api.post("QueueItemComments", 400, Text="x" * 513, QueueItemId=added["Id"])
