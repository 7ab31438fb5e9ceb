"""Every command is tried in every status: the table of moves says what may happen."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from podium.domains.queues import states
from podium.domains.queues.models import Status
from podium.kernel.moves import Move
from tests.api import Api
from tests.queues.words import BROKEN, SVC, failed, in_progress, item, review

Command = Callable[[Api, Any], Awaitable[int]]


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
    return await of_all(api, known, "UnsetItemReviewer")


async def retry_many(api: Api, known: Any) -> int:
    return await of_all(api, known, "SetItemReviewStatus", status="Retried")


async def delete_many(api: Api, known: Any) -> int:
    return await of_all(api, known, "DeleteBulk")


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


COMMANDS: list[tuple[Command, Move]] = [
    (take, states.start),
    (report, states.report),
    (keep_alive, states.report),
    (finish, states.succeed),
    (give_up, states.fail),
    (put_back, states.postpone),
    (wait_a_day, states.abandon),
    (edit, states.edit),
    (look, states.review),
    (assign, states.review),
    (again, states.retry),
    (retry_many, states.retry),
    (delete, states.delete),
    (delete_many, states.delete),
]


def test_every_move_has_a_command() -> None:
    moves = [move for move in vars(states).values() if isinstance(move, Move)]
    assert [move for move in moves if all(move is not known for _, known in COMMANDS)] == []


@pytest.mark.parametrize(("command", "move"), COMMANDS)
async def test_a_command_is_possible_where_the_table_says_so(api: Api, command: Command, move: Move) -> None:
    await api.queue()
    for status in Status:
        known = await one_in(api, status)
        assert (await item(api, known))["Status"] == status
        answered = await command(api, known)
        assert (answered < 300) is (status in move.sources), f"{status}: {answered}"
        expected = move.target if status in move.sources and move.target else status
        assert (await item(api, known))["Status"] == expected
        await empty(api)


async def empty(api: Api) -> None:
    """Leave nothing that could be taken instead of the next item."""
    for known in (await api.get("QueueItems", filter="Status eq 'New'"))["value"]:
        await delete(api, known)
