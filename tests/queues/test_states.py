"""Every command is tried in every status: the table of moves says what may happen."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from podium.domains.queues import states
from podium.domains.queues.models import Status
from podium.kernel.moves import Move
from tests.api import Api
from tests.queues.words import SVC, failed, in_progress, item, review

Command = Callable[[Api, Any], Awaitable[int]]


async def asked(api: Api, method: str, path: str, **body: Any) -> int:
    return (await api.http.request(method, f"/odata/{path}", json=body or None)).status_code


async def report(api: Api, known: Any) -> int:
    return await asked(api, "POST", f"QueueItems({known['Id']})/{SVC}.SetTransactionProgress", progress="half")


async def finish(api: Api, known: Any) -> int:
    result = {"IsSuccessful": True}
    return await asked(api, "POST", f"Queues({known['Id']})/{SVC}.SetTransactionResult", transactionResult=result)


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


@pytest.mark.parametrize(
    ("command", "move"),
    [
        (report, states.report),
        (finish, states.succeed),
        (edit, states.edit),
        (look, states.review),
        (again, states.retry),
        (delete, states.delete),
    ],
)
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
