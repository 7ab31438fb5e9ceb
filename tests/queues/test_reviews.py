"""People look at what failed, and try it again."""

from tests.api import Api
from tests.queues.words import ODATA, SVC, failed, history, in_progress, item, references, review, seen

REVIEWER = ("Queues.View", "Transactions.View", "Transactions.Edit")


async def test_a_review_goes_on_until_it_is_done(api: Api) -> None:
    await api.queue()
    broken = await failed(api)
    for status in ("InReview", "Verified", "InReview", "None"):
        assert (await review(api, status, await item(api, broken)))["Success"] is True
        now = await item(api, broken)
        assert (now["Status"], now["ReviewStatus"]) == ("Failed", status)


async def test_a_failed_item_is_tried_again_by_hand(api: Api) -> None:
    await api.queue(EnforceUniqueReference=True)
    broken = await failed(api, Reference="R", SpecificContent={"n": 1})
    await review(api, "Retried", broken)
    old, again = await item(api, broken), await api.take()
    assert (old["Status"], old["ReviewStatus"]) == ("Retried", "Retried")
    assert (again["Reference"], again["SpecificContent"], again["Key"]) == ("R", {"n": 1}, old["Key"])
    assert (again["ManualAncestorId"], again["ManualAncestorUniqueKey"]) == (old["Id"], old["UniqueKey"])
    assert (again["ManualRetryNumber"], again["RetryNumber"]) == (1, 0)


async def test_only_failed_and_abandoned_items_are_reviewed(api: Api) -> None:
    await api.queue()
    new = await api.add()
    working = await in_progress(api, Priority="High")
    assert (await review(api, "InReview", new, working))["FailedItems"] == [new["Id"], working["Id"]]
    await api.pass_time(hours=25)
    assert (await review(api, "Retried", await item(api, working)))["Success"] is True
    assert await references(api) == ["", "", ""]


async def test_clients_may_set_it_with_a_patch(api: Api) -> None:
    await api.queue()
    broken = await failed(api)
    answer = await api.patch(f"QueueItems({broken['Id']})", ReviewStatus="InReview")
    assert answer["ReviewStatus"] == "InReview"
    await api.patch(f"QueueItems({broken['Id']})", ReviewStatus="Retried")
    assert await api.statuses() == ["Retried", "New"]


async def test_reviewers_are_those_who_may_edit_transactions(api: Api) -> None:
    reviewer, onlooker = await api.only(*REVIEWER), await api.only("Queues.View", "Transactions.View")
    listed = (await api.get(f"QueueItems/{ODATA}.GetReviewers"))["value"]
    names = [user["UserName"] for user in listed]
    me, other = [(await one.get(f"Users/{ODATA}.GetCurrentUser"))["UserName"] for one in (reviewer, onlooker)]
    assert me in names
    assert other not in names


async def test_a_reviewer_is_named_and_unnamed(api: Api) -> None:
    await api.queue()
    broken = await failed(api)
    (reviewer, *_) = (await api.get(f"QueueItems/{ODATA}.GetReviewers"))["value"]
    await api.post(f"QueueItems/{SVC}.SetItemReviewer", userId=reviewer["Id"], queueItems=seen(broken))
    (now,) = (await api.get("QueueItems", expand="ReviewerUser"))["value"]
    assert (now["ReviewerUserId"], now["ReviewerUser"]["UserName"]) == (reviewer["Id"], reviewer["UserName"])
    await api.post(f"QueueItems/{SVC}.UnsetItemReviewer", queueItems=seen(now))
    assert (await item(api, broken))["ReviewerUserId"] is None
    assert (await history(api, broken))[-2:] == [("Edit", "Failed"), ("Edit", "Failed")]


async def test_who_may_not_edit_transactions_is_no_reviewer(api: Api) -> None:
    await api.queue()
    broken = await failed(api)
    onlooker = await api.only("Queues.View", "Transactions.View")
    user = await onlooker.get(f"Users/{ODATA}.GetCurrentUser")
    path = f"QueueItems/{SVC}.SetItemReviewer"
    refused = await api.post(path, 409, userId=user["Id"], queueItems=seen(broken))
    assert (refused["errorCode"], user["UserName"] in refused["message"]) == (1853, True)
    assert (await api.post(path, 409, userId=4711, queueItems=seen(broken)))["errorCode"] == 1853
