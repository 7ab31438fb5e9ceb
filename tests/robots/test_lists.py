"""Lists of sessions, robots, machines and runtimes are filtered, ordered and cut, or say that they cannot be."""

from typing import Any

import pytest

from tests.api import FOLDER, Api
from tests.jobs.words import running
from tests.robots.words import Service, machine

HOSTS = ("host-2", "host-3")
LISTS: list[tuple[str, str, str]] = [
    ("Sessions", "HostMachineName", "State eq 'Available' and MachineName eq 'Other'"),
    (
        "Sessions/GetGlobalSessions",
        "HostMachineName",
        "startswith(HostMachineName, 'host-') and MachineName ne 'Template'",
    ),
    ("Sessions/GetMachineSessionRuntimes", "HostMachineName", "Status eq 'Available' and UsedRuntimes lt 1"),
    (f"Sessions/GetMachineSessionRuntimesByFolderId(folderId={FOLDER})", "HostMachineName", "MachineId gt 1"),
    (
        "LicensesRuntime/GetLicensesRuntime(robotType='Unattended')",
        "HostMachineName",
        "ExecutingCount eq 0 and IsOnline",
    ),
]


@pytest.mark.parametrize(("path", "order", "condition"), LISTS)
async def test_a_list_is_filtered_ordered_and_cut(api: Api, path: str, order: str, condition: str) -> None:
    await running(api)
    other = await machine(api, "Other")
    for host in HOSTS:
        await Service(api, other["LicenseKey"], host).start()

    async def names(**options: Any) -> list[str]:
        return [row[order] for row in (await api.get(path, **options))["value"]]

    assert await names(filter=condition, orderby=f"{order} desc") == ["host-3", "host-2"]
    assert await names(filter=condition, orderby=order, top=1) == ["host-2"]
    assert await names(filter=condition, orderby=order, skip=1) == ["host-3"]
    assert (await api.get(path, filter=condition, top=0, count="true"))["@odata.count"] == 2
    refused = await api.get(path, 400, filter="Colour eq 'red'")
    assert "Colour" in refused["message"] + str(refused.get("details"))


ROBOTS = ("Robots", "Robots/FindAllAcrossFolders", "Robots/GetConfiguredRobots")
BY: list[tuple[str, list[str]]] = [
    ("Type eq '2'", ["bot"]),
    ("Type eq 'Attended' and ProvisionType eq '0'", ["person"]),
    ("User/UserName eq 'bot'", ["bot"]),
    ("contains(tolower(Username), 'dom')", ["person"]),
]


@pytest.mark.parametrize("path", ROBOTS)
async def test_robots_are_found_as_clients_ask_for_them(api: Api, path: str) -> None:
    await api.post("Robots", 201, Name="bot", Username="bot", Type="Unattended", HostingType="Floating")
    await api.post("Robots", 201, Name="person", Username="DOM\\p", Type="Attended", HostingType="Floating")
    across = await api.only("Robots.View", folder=None)
    for condition, names in BY:
        assert [row["Name"] for row in (await across.get(path, filter=condition))["value"]] == names


async def test_machines_are_found_as_clients_ask_for_them(api: Api) -> None:
    await machine(api)
    await machine(api, "host-1", Type="Standard")
    for condition, names in (
        ("Type eq '1'", ["Template"]),
        ("Scope eq 'Default' and UnattendedSlots ge 2", ["Template", "host-1"]),
    ):
        found = (await api.get("Machines", filter=condition, orderby="Id"))["value"]
        assert [row["Name"] for row in found] == names


async def test_sessions_are_found_by_their_robot(api: Api) -> None:
    bot, _, _ = await running(api)
    await bot.service.post("BeginSession", {"userName": "bot"})
    path = "Sessions/GetGlobalSessions"
    found = (await api.get(path, filter="startswith(Robot/Username,'bot') eq true", expand="Robot"))["value"]
    assert [row["Robot"]["Name"] for row in found] == ["bot"]


async def test_what_no_column_holds_is_not_filtered_by_in_silence(api: Api) -> None:
    await running(api)
    for condition in ("FolderName eq 'Shared'", "LicenseErrorCode eq 'NoLicense'"):
        refused = await api.get("Sessions", 400, filter=condition)
        assert condition.split()[0] in refused["message"] + str(refused.get("details"))
