"""Every command is tried in every status: the table of moves says what may happen."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from podium.domains.queues import states
from podium.domains.queues.api import API
from podium.domains.queues.models import Status
from podium.kernel.moves import Move
from tests.api import Api
from tests.queues.words import BROKEN, ODATA, SVC, failed, in_progress, item, review

Command = Callable[[Api, Any], Awaitable[int]]
ON_ITEMS = (
    "/odata/QueueItems(",
    "/odata/QueueItems/",
    "/odata/Queues(",
    "/odata/Queues/UiPathODataSvc.StartTransaction",
)


async def asked(api: Api, method: str, path: str, **body: Any) -> int:
    return (await api.http.request(method, f"/odata/{path}", json=body or None)).status_code


async def report(api: Api, known: Any) -> int:
    return await asked(api, "POST", f"QueueItems({known['Id']})/{SVC}.SetTransactionProgress", progress="half")


async def keep_alive(api: Api, known: Any) -> int:
    return await asked(api, "POST", f"QueueItems({known['Id']})/Podium.KeepAlive")


async def end(api: Api, known: Any, **result: Any) -> int:
    return await asked(api, "POST", f"Queues({known['Id']})/{SVC}.SetTransactionResult", transactionResult=result)


async def finish(api: Api, known: Any) -> int:
    return await end(api, known, IsSuccessful=True)


async def give_up(api: Api, known: Any) -> int:
    return await end(api, known, ProcessingException=BROKEN)


async def put_back(api: Api, known: Any) -> int:
    return await end(api, known, SpecificContent={"Step": 2})


async def take(api: Api, known: Any) -> int:
    """Take the next item; it counts if it is this one."""
    path, data = f"/odata/Queues/{SVC}.StartTransaction", {"Name": "Invoices", "Reference": known["Reference"]}
    answer = await api.http.post(path, json={"transactionData": data})
    mine = answer.status_code == 200 and answer.json()["Id"] == known["Id"]
    return answer.status_code if mine else 409


async def wait_a_day(api: Api, known: Any) -> int:
    before = (await item(api, known))["Status"]
    await api.pass_time(hours=25)
    return 200 if (await item(api, known))["Status"] != before else 409


async def of_all(api: Api, known: Any, path: str, **more: Any) -> int:
    """A command for many items; whether it was done to this one."""
    body = {"queueItems": [{"Id": known["Id"]}], **more}
    return 200 if (await api.call("POST", f"QueueItems/{SVC}.{path}", json=body))["Success"] else 409


async def assign(api: Api, known: Any) -> int:
    (reviewer, *_) = (await api.get(f"QueueItems/{ODATA}.GetReviewers"))["value"]
    return await of_all(api, known, "SetItemReviewer", userId=reviewer["Id"])


async def unassign(api: Api, known: Any) -> int:
    return await of_all(api, known, "UnsetItemReviewer")


async def look_at_many(api: Api, known: Any) -> int:
    return await of_all(api, known, "SetItemReviewStatus", status="InReview")


async def retry_many(api: Api, known: Any) -> int:
    return await of_all(api, known, "SetItemReviewStatus", status="Retried")


async def delete_many(api: Api, known: Any) -> int:
    return await of_all(api, known, "DeleteBulk")


async def filtered(api: Api, known: Any, what: str, **body: Any) -> int:
    """A command for all that a filter finds; whether it was done to this one."""
    found = {"$filter": f"Id eq {known['Id']}"}
    return 200 if (await api.call("POST", f"QueueItems/Podium.{what}", params=found, json=body))["Done"] else 409


async def retry_found(api: Api, known: Any) -> int:
    return await filtered(api, known, "RetryItems")


async def delete_found(api: Api, known: Any) -> int:
    return await filtered(api, known, "DeleteItems")


async def postpone_found(api: Api, known: Any) -> int:
    return await filtered(api, known, "PostponeItems", deferDate="2030-01-01T09:00:00Z")


async def prioritize_found(api: Api, known: Any) -> int:
    return await filtered(api, known, "PrioritizeItems", priority="High")


async def replace(api: Api, known: Any) -> int:
    return await asked(api, "PUT", f"QueueItems({known['Id']})", Priority="High")


async def edit(api: Api, known: Any) -> int:
    return await asked(api, "PATCH", f"QueueItems({known['Id']})", Priority="High")


async def look(api: Api, known: Any) -> int:
    return await asked(api, "PATCH", f"QueueItems({known['Id']})", ReviewStatus="InReview")


async def again(api: Api, known: Any) -> int:
    return await asked(api, "PATCH", f"QueueItems({known['Id']})", ReviewStatus="Retried")


async def delete(api: Api, known: Any) -> int:
    return await asked(api, "DELETE", f"QueueItems({known['Id']})")


async def one_in(api: Api, status: Status) -> Any:
    """An item in a status."""
    if status is Status.NEW:
        return await api.add()
    if status is Status.DELETED:
        known = await api.add()
        await api.delete(f"QueueItems({known['Id']})")
        return known
    if status in (Status.FAILED, Status.RETRIED):
        known = await failed(api, Priority="High")
        await review(api, "Retried" if status is Status.RETRIED else "None", known)
        return known
    known = await in_progress(api, Priority="High")
    if status is Status.SUCCESSFUL:
        await api.finish(known, IsSuccessful=True)
    elif status is Status.ABANDONED:
        await api.pass_time(hours=25)
    return known


BY_TIME = "by itself"
COMMANDS: list[tuple[str, Command, Move]] = [
    ("StartTransaction", take, states.start),
    ("SetTransactionProgress", report, states.report),
    ("KeepAlive", keep_alive, states.report),
    ("SetTransactionResult", finish, states.succeed),
    ("SetTransactionResult", give_up, states.fail),
    ("SetTransactionResult", put_back, states.postpone),
    (BY_TIME, wait_a_day, states.abandon),
    ("PATCH", edit, states.edit),
    ("PUT", replace, states.edit),
    ("PostponeItems", postpone_found, states.edit),
    ("PrioritizeItems", prioritize_found, states.edit),
    ("PATCH", look, states.review),
    ("SetItemReviewStatus", look_at_many, states.review),
    ("SetItemReviewer", assign, states.review),
    ("UnsetItemReviewer", unassign, states.review),
    ("PATCH", again, states.retry),
    ("SetItemReviewStatus", retry_many, states.retry),
    ("RetryItems", retry_found, states.retry),
    ("DELETE", delete, states.delete),
    ("DeleteBulk", delete_many, states.delete),
    ("DeleteItems", delete_found, states.delete),
]


def test_every_move_has_a_command() -> None:
    moves = [move for move in vars(states).values() if isinstance(move, Move)]
    assert [move for move in moves if all(move is not known for _, _, known in COMMANDS)] == []


def test_every_operation_on_items_is_a_command() -> None:
    changing = [one for one in API.operations() if one.method != "GET" and one.path.startswith(ON_ITEMS)]
    names = {one.method if one.path.endswith(")") else one.path.rpartition(".")[2] for one in changing}
    assert names == {name for name, _, _ in COMMANDS} - {BY_TIME}


@pytest.mark.parametrize(("name", "command", "move"), COMMANDS)
async def test_a_command_is_possible_where_the_table_says_so(api: Api, name: str, command: Command, move: Move) -> None:
    await api.queue()
    for status in Status:
        known = await one_in(api, status)
        assert (await item(api, known))["Status"] == status
        answered = await command(api, known)
        assert (answered < 300) is (status in move.sources), f"{name} {status}: {answered}"
        expected = move.target if status in move.sources and move.target else status
        assert (await item(api, known))["Status"] == expected
        await empty(api)


async def empty(api: Api) -> None:
    """Leave nothing that could be taken instead of the next item."""
    for known in (await api.get("QueueItems", filter="Status eq 'New'"))["value"]:
        await delete(api, known)
