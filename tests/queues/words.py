"""What is said about queues and their items."""

from typing import Any

from tests.api import Api

SVC = "UiPathODataSvc"
ODATA = "UiPath.Server.Configuration.OData"
BROKEN = {"Type": "ApplicationException", "Reason": "The form does not open."}
WRONG = {"Type": "BusinessException", "Reason": "There is no such customer."}


async def bulk(
    api: Api,
    *items: dict[str, Any],
    queue: str = "Invoices",
    commit: str = "ProcessAllIndependently",
    status: int = 200,
) -> Any:
    body = {"queueName": queue, "commitType": commit, "queueItems": items}
    return await api.post(f"Queues/{SVC}.BulkAddQueueItems", status, **body)


async def item(api: Api, known: Any) -> Any:
    """An item as it is now."""
    return await api.get(f"QueueItems({known['Id']})")


async def references(api: Api) -> list[str]:
    return [one["Reference"] for one in (await api.get("QueueItems", orderby="Id"))["value"]]


async def in_progress(api: Api, **data: Any) -> Any:
    """A new item that somebody has taken."""
    await api.add(**data)
    return await api.take()


async def failed(api: Api, problem: dict[str, str] = BROKEN, **data: Any) -> Any:
    """An item whose transaction failed, as it is now."""
    taken = await in_progress(api, **data)
    await api.finish(taken, ProcessingException=problem)
    return await item(api, taken)


def seen(*items: Any) -> list[dict[str, Any]]:
    """Items as the caller saw them: what bulk calls want to know."""
    return [{"Id": one["Id"], "RowVersion": one["RowVersion"]} for one in items]


async def review(api: Api, status: str, *items: Any) -> Any:
    body = {"status": status, "queueItems": seen(*items)}
    return await api.call("POST", f"QueueItems/{SVC}.SetItemReviewStatus", json=body)


async def history(api: Api, known: Any) -> list[tuple[str, str]]:
    """What was done to an item, in all attempts, and the status after it."""
    path = f"QueueItemEvents/{ODATA}.GetQueueItemEventsHistory(queueItemId={known['Id']})"
    return [(event["Action"], event["Status"]) for event in (await api.get(path))["value"]]


async def policy(api: Api, queue: int, status: int = 200, **wanted: Any) -> Any:
    """Set what a queue does beyond the published API."""
    return await api.post(f"QueueDefinitions({queue})/Podium.SetPolicy", status, **wanted)
