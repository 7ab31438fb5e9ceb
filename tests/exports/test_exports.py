"""Lists are written down as files while the caller does something else."""

from typing import Any

import pytest

from podium.domains.exports import ticks
from podium.domains.exports.models import Export, ExportType
from podium.domains.identity.queries import user_keyed
from podium.kernel.context import Context
from podium.kernel.entity import Json
from tests.api import Api
from tests.assets.words import HERE, user_key

ODATA = "UiPath.Server.Configuration.OData"


async def ask(api: Api, path: str, **query: Any) -> Any:
    """Ask for an export, and let the engine write it."""
    made = await api.call("POST", path, params={f"${name}": value for name, value in query.items()})
    assert made["Status"] == "New"
    for _ in range(5):
        await api.pass_time(seconds=6)
    return await api.get(f"Exports({made['Id']})")


async def lines(api: Api, made: Any) -> list[str]:
    link = await api.get(f"Exports({made['Id']})/{ODATA}.GetDownloadLink")
    answer = await api.nobody().http.get(link["Uri"])
    assert (answer.status_code, len(answer.content)) == (200, made["Size"])
    return answer.content.decode("utf-8-sig").splitlines()


async def queue_of(api: Api, *references: str) -> int:
    queue = await api.queue()
    for reference in references:
        await api.add(Reference=reference)
    return queue


async def test_items_of_a_queue_are_exported_as_they_are_asked_for(api: Api) -> None:
    queue = await queue_of(api, "A", "B", "C")
    caller = await api.only("Queues.View", "Transactions.View")
    path = f"QueueDefinitions({queue})/UiPathODataSvc.Export"
    made = await ask(caller, path, filter="Reference ne 'B'", orderby="Reference desc")
    assert (made["Type"], made["Status"], bool(made["ExecutedAt"])) == ("Queues", "Completed", True)
    head, *rows = await lines(caller, made)
    assert head.startswith("Status,Review,Priority,Reference")
    assert [row.split(",")[3] for row in rows] == ["C", "A"]


async def test_items_of_a_queue_are_reported_at_once(api: Api) -> None:
    queue = await queue_of(api, "A", "B")
    caller = await api.only("Queues.View", "Transactions.View")
    text = await caller.call("GET", f"QueueDefinitions({queue})/UiPathODataSvc.Reports?$filter=Reference ne 'B'")
    head, row = text.decode("utf-8-sig").splitlines()
    assert (head.split(",")[3], row.split(",")[3]) == ("Reference", "A")


@pytest.mark.parametrize(
    ("sets", "permission", "kind"),
    [
        ("Jobs", "Jobs.View", "Jobs"),
        ("RobotLogs", "Logs.View", "Logs"),
        ("AuditLogs", "Audit.View", "OrchestratorAudit"),
    ],
)
async def test_lists_are_exported_with_their_permission(api: Api, sets: str, permission: str, kind: str) -> None:
    caller = await api.only(permission)
    made = await ask(caller, f"{sets}/{ODATA}.Export")
    assert (made["Type"], made["Status"], len(await lines(caller, made)) > 0) == (kind, "Completed", True)


async def test_a_long_list_is_written_part_by_part(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "ROWS", 2)
    queue = await queue_of(api, *"ABCDE")
    made = await ask(api, f"QueueDefinitions({queue})/UiPathODataSvc.Export", top=4)
    assert [row.split(",")[3] for row in await lines(api, made)] == ["Reference", "A", "B", "C", "D"]


async def test_cells_are_no_formulas(api: Api) -> None:
    queue = await queue_of(api, "=1+1")
    made = await ask(api, f"QueueDefinitions({queue})/UiPathODataSvc.Export")
    assert "'=1+1" in (await lines(api, made))[1]


async def test_an_export_is_its_owner_s_alone(api: Api) -> None:
    made = await ask(await api.only("Jobs.View"), f"Jobs/{ODATA}.Export")
    other = await api.only("Jobs.View")
    await other.get(f"Exports({made['Id']})", 404)
    await other.get(f"Exports({made['Id']})/{ODATA}.GetDownloadLink", 404)


async def test_whoever_is_signed_in_sees_exports_of_its_own(api: Api) -> None:
    anyone = await api.only()

    async def make(ctx: Context) -> int:
        user = await ctx.one(user_keyed(ctx, user_key(anyone)), "user")
        known: dict[str, Any] = {"requested_at": ctx.now, "user_id": user.id, "query": Json(b"{}")}
        return (await ctx.add(Export(name="jobs.csv", type=ExportType.JOBS, **known))).id

    key = await api.podium.db.alone(HERE, make)
    error = await anyone.get(f"Exports({key})/{ODATA}.GetDownloadLink", 409)
    assert "is New" in error["message"]
    await api.pass_time(seconds=6)
    assert (await anyone.get(f"Exports({key})"))["Status"] == "Completed"
    assert (await anyone.get(f"Exports({key})/{ODATA}.GetDownloadLink"))["Verb"] == "GET"


async def test_what_cannot_be_asked_of_a_list_is_refused_at_once(api: Api) -> None:
    error = await api.call("POST", f"Jobs/{ODATA}.Export", 400, params={"$filter": "Nothing eq 1"})
    assert error["errorCode"] == 1000


async def test_exports_are_forgotten_after_a_week(api: Api) -> None:
    made = await ask(api, f"Jobs/{ODATA}.Export")
    await api.pass_time(days=8)
    await api.get(f"Exports({made['Id']})", 404)
