"""What holds for everything that is read from an address with arguments: it is shown and cut as it is asked for."""

import re
from typing import Any

import msgspec
import pytest

from podium.app import CATALOG
from podium.kernel.entity import Entity
from podium.odata.catalog import Operation
from podium.odata.results import Result, result_of
from tests.api import Api
from tests.world import LISTS, World, world

FUNCTIONS = [one for one in CATALOG.operations if one.is_odata and one.method == "GET" and one not in LISTS]
PLACE = re.compile(r"\{(\w+)\}")
ARGUMENTS = {
    "assetName": "Greeting",
    "auditLogId": "1",
    "daysNo": "1",
    "folderId": "1",
    "includeInherited": "true",
    "jsonSchemaType": "SpecificData",
    "machineId": "1",
    "path": "report.txt",
    "processId": "Invoices",
    "processKey": "Invoices:1.0.0",
    "queueDefinitionId": "1",
    "resourceType": "AssetCredential",
    "robotType": "Unattended",
    "rootFolderId": "1",
    "scope": "0",
    "skip": "0",
    "take": "10",
    "text": "R1",
    "username": "admin",
}
KEYS = {"Processes": "Invoices:1.0.0", "Settings": "Abp.Timing.TimeZone"}
FEW = 24
"""So many functions at most have no answer here: there is no library, no picture, no export."""


async def address(here: World, operation: Operation) -> str:
    """The address with arguments: what they name is there, mostly."""
    rows = (await here.api.http.get(f"/odata/{operation.set_name}")).json().get("value") or [{}]
    of_row = {"key": rows[0].get("Id", "1"), "identifier": rows[0].get("Key") or rows[0].get("Identifier")}
    if operation.set_name in KEYS:
        of_row["key"] = KEYS[operation.set_name]
    known = {**{name: str(value) for name, value in of_row.items()}, **ARGUMENTS}
    path = PLACE.sub(lambda found: known.get(found[1], "1"), operation.path)
    needed = [p.name for p in operation.parameters if p.required and f"{{{p.name}}}" not in operation.path]
    query = "&".join(f"{name}={ARGUMENTS[name]}" for name in needed if name in ARGUMENTS)
    return f"{path}?{query}" if query else path


def member_of(kind: Any) -> str | None:
    """The name of a member that can be compared."""
    if isinstance(kind, type) and issubclass(kind, Entity):
        return next(field.name for field in kind.fields.values() if field.comparable)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        plain = [field.encode_name for field in msgspec.structs.fields(kind) if field.type in (int, str, bool)]
        return plain[0] if plain else None
    return None


def options(result: Result) -> dict[str, str]:
    """Everything that can be asked of an answer of this type."""
    name = member_of(result.kind)
    asked = {"$select": name} if name else {}
    if result.many:
        asked |= {"$top": "1", "$skip": "0", "$count": "true"}
        asked |= {"$orderby": name, "$filter": f"{name} ne null"} if name else {}
    return asked


async def test_what_has_arguments_is_shown_and_cut_as_well(api: Api) -> None:
    here, wrong, silent = await world(api), dict[str, str](), list[str]()
    for operation in FUNCTIONS:
        path, reader = await address(here, operation), here.reader(operation)
        if (await reader.http.get(path)).status_code != 200:
            silent.append(path)
            continue
        for name, text in options(result_of(operation)).items():
            answer = await reader.http.get(f"{path}{'&' if '?' in path else '?'}{name}={text}")
            reader.recorder.record(answer, reader.caller.permissions)
            if answer.status_code != 200:
                wrong[f"{path} {name}={text}"] = answer.text
    assert wrong == {}
    assert len(silent) <= FEW, "\n".join(silent)


LIST = "$filter={0} ne null&$orderby={0} desc&$top=5&$skip=0&$count=true&$select={0}"
ITEM = "$select=Reference&$expand=QueueDefinition"
EXPORTS = [
    ("AuditLogs/Export", "Id"),
    ("Jobs/Export", "Id"),
    ("RobotLogs/Export", "Message"),
    ("QueueDefinitions(1)/UiPathODataSvc.Export", "Id"),
]


@pytest.mark.parametrize(("action", "member"), EXPORTS)
async def test_what_is_exported_is_chosen_as_in_lists(api: Api, action: str, member: str) -> None:
    await api.queue()
    assert (await api.call("POST", f"{action}?{LIST.format(member)}"))["Id"]
    await api.call("POST", f"{action}?$filter=Nonsense eq 1", 400)


async def test_what_an_action_answers_is_shown_as_it_is_asked_for(api: Api) -> None:
    await api.queue()
    for action, body, status in (
        ("AddQueueItem", {"itemData": {"Name": "Invoices", "Reference": "A"}}, 201),
        ("StartTransaction", {"transactionData": {"Name": "Invoices"}}, 200),
    ):
        shown = await api.call("POST", f"Queues/UiPathODataSvc.{action}?{ITEM}", status, json=body)
        assert {name for name in shown if "@" not in name} == {"Reference", "QueueDefinition"}
        assert (shown["Reference"], shown["QueueDefinition"]["Name"]) == ("A", "Invoices")
