"""Every operation of queues works with exactly its permission."""

from tests.api import Api
from tests.assets.words import folder
from tests.queues.words import ODATA, SVC, bulk, failed, history, in_progress, item, references, review, seen

VIEW = ("Queues.View", "Transactions.View")
EDIT = ("Queues.View", "Transactions.Edit")
CREATE = ("Queues.View", "Transactions.Create")
DELETE = ("Queues.View", "Transactions.Delete")
OF_QUEUES = f"QueueDefinitions/{ODATA}"


async def test_viewers_see_queues(api: Api) -> None:
    made = await api.post("QueueDefinitions", 201, Name="Invoices")
    viewer = await api.only("Queues.View")
    assert [one["Name"] for one in (await viewer.get("QueueDefinitions"))["value"]] == ["Invoices"]
    assert (await viewer.get(f"QueueDefinitions({made['Id']})"))["Key"] == made["Key"]
    assert (await viewer.get(f"{OF_QUEUES}.GetQueue(id={made['Id']})"))["Key"] == made["Key"]
    assert (await viewer.get(f"{OF_QUEUES}.GetByKey(identifier={made['Key']})"))["Id"] == made["Id"]
    assert len((await viewer.get(f"{OF_QUEUES}.ListQueues"))["value"]) == 1


async def test_makers_make_editors_edit_and_deleters_delete_queues(api: Api) -> None:
    maker, editor = await api.only("Queues.Create"), await api.only("Queues.Edit")
    key = await maker.queue()
    await maker.post(f"{OF_QUEUES}.CreateQueue", 201, Name="Orders")
    await editor.put(f"QueueDefinitions({key})", Name="Invoices", Description="d")
    await editor.patch(f"QueueDefinitions({key})", Description="e")
    await editor.post(f"{OF_QUEUES}.EditQueue", Id=key, Name="Invoices")
    await (await api.only("Queues.Delete")).delete(f"QueueDefinitions({key})")


async def test_whoever_is_signed_in_may_ask_across_folders(api: Api) -> None:
    key, other = await api.queue(), await folder(api)
    anyone = await api.only(folder=None)
    assert (await anyone.get(f"{OF_QUEUES}.GetQueuesAcrossFolders"))["value"] == []
    await anyone.post(f"{OF_QUEUES}.ShareToFolders", 204, QueueIds=[key], ToAddFolderIds=[], ToRemoveFolderIds=[])
    await api.post(f"{OF_QUEUES}.ShareToFolders", 204, QueueIds=[key], ToAddFolderIds=[other])
    assert (await anyone.get(f"{OF_QUEUES}.GetFoldersForQueue(id={key})"))["TotalFoldersCount"] == 2
    across = await api.get(f"{OF_QUEUES}.GetQueuesAcrossFolders", filter="Name eq 'Invoices'")
    assert [one["Id"] for one in across["value"]] == [key]


async def test_viewers_see_items_and_their_history(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    first = await failed(api)
    await api.post("QueueItemComments", 201, Text="Look", QueueItemId=first["Id"])
    viewer = await api.only(*VIEW)
    assert await references(viewer) == ["", ""]
    assert (await item(viewer, first))["Status"] == "Retried"
    assert (await viewer.get(f"QueueItems({first['Id']})/{ODATA}.GetItemLastRetry"))["RetryNumber"] == 1
    assert (await viewer.get(f"QueueItems/{SVC}.GetItemLastRetryByKey(key={first['Key']})"))["RetryNumber"] == 1
    assert len((await viewer.get(f"QueueItems({first['Id']})/{SVC}.GetItemProcessingHistory"))["value"]) == 2
    assert len(await history(viewer, first)) == 5
    (event, *_) = (await viewer.get("QueueItemEvents"))["value"]
    assert (await viewer.get(f"QueueItemEvents({event['Id']})"))["Action"] == "Create"
    (comment,) = (await viewer.get("QueueItemComments"))["value"]
    assert (await viewer.get(f"QueueItemComments({comment['Id']})"))["Text"] == "Look"
    path = f"QueueItemComments/{ODATA}.GetQueueItemCommentsHistory(queueItemId={first['Id']})"
    assert len((await viewer.get(path))["value"]) == 1


async def test_items_are_added_taken_and_ended(api: Api) -> None:
    await api.queue()
    creator, ender = await api.only(*CREATE), await api.only(*EDIT)
    await creator.add()
    await bulk(creator, {"Reference": "R"})
    taken = await (await api.only(*VIEW, "Transactions.Create", "Transactions.Edit")).take()
    await ender.post(f"QueueItems({taken['Id']})/{SVC}.SetTransactionProgress", progress="half")
    await ender.finish(taken, IsSuccessful=True)


async def test_items_are_edited_and_deleted(api: Api) -> None:
    await api.queue()
    one, two = await api.add(), await api.add()
    editor, deleter = await api.only("Queues.Edit", "Transactions.Edit"), await api.only(*DELETE)
    await editor.put(f"QueueItems({one['Id']})", Priority="High")
    await editor.patch(f"QueueItems({one['Id']})", Priority="Low")
    await deleter.delete(f"QueueItems({one['Id']})")
    assert (await deleter.post(f"QueueItems/{SVC}.DeleteBulk", queueItems=seen(two)))["Success"] is True


async def test_failed_items_are_reviewed(api: Api) -> None:
    await api.queue()
    broken = await failed(api)
    editor = await api.only(*EDIT)
    (reviewer,) = (await editor.get(f"QueueItems/{ODATA}.GetReviewers", filter="UserName eq 'admin'"))["value"]
    known = [{"Id": broken["Id"]}]
    path = f"QueueItems/{SVC}"
    assert (await editor.post(f"{path}.SetItemReviewer", userId=reviewer["Id"], queueItems=known))["Success"] is True
    assert (await editor.post(f"{path}.UnsetItemReviewer", queueItems=known))["Success"] is True
    assert (await review(editor, "Verified", await item(api, broken)))["Success"] is True


async def test_items_are_commented_on(api: Api) -> None:
    await api.queue()
    taken = await in_progress(api)
    editor = await api.only(*EDIT)
    comment = await editor.post("QueueItemComments", 201, Text="Look", QueueItemId=taken["Id"])
    await editor.put(f"QueueItemComments({comment['Id']})", Text="Look here")
    await editor.delete(f"QueueItemComments({comment['Id']})")
