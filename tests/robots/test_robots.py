"""Robots are defined for users, changed and removed; users bring robots of their own."""

from typing import Any

import pytest

from tests.api import FOLDER, Api
from tests.jobs.words import account, running
from tests.robots.words import machine


async def robot(api: Api, name: str = "bot", **settings: Any) -> Any:
    settings = {"Username": name, "Type": "Unattended", "HostingType": "Floating", **settings}
    return await api.post("Robots", 201, Name=name, **settings)


async def names(api: Api, path: str) -> list[str]:
    return [row["Name"] for row in (await api.get(path))["value"]]


async def test_a_robot_is_defined_changed_and_removed(api: Api) -> None:
    creator = await api.only("Robots.Create", "Machines.View")
    made = await robot(creator, Password="secret")
    assert (made["Password"], made["Enabled"], made["Type"]) == (None, True, "Unattended")
    editor, viewer = await api.only("Robots.Edit"), await api.only("Robots.View", folder=None)
    assert await editor.patch(f"Robots({made['Id']})", Description="A bot") == {}
    assert (await viewer.get(f"Robots({made['Id']})"))["Description"] == "A bot"
    whole: dict[str, Any] = {"Name": "bot2", "Username": "bot", "Type": "Attended", "HostingType": "Floating"}
    await editor.put(f"Robots({made['Id']})", **whole)
    (seen,) = (await viewer.get("Robots", expand="Environments"))["value"]
    assert (seen["Name"], seen["UserId"], seen["Environments"]) == ("bot2", made["UserId"], [])
    await (await api.only("Robots.Delete")).delete(f"Robots({made['Id']})")
    assert await names(api, "Robots/FindAllAcrossFolders") == []


async def test_robots_are_switched_off_and_removed_together(api: Api) -> None:
    ids = [(await robot(api, name))["Id"] for name in ("one", "two")]
    await (await api.only("Robots.Edit")).post("Robots/ToggleEnabledStatus", robotIds=ids, enabled=False)
    assert [row["Enabled"] for row in (await api.get("Robots/FindAllAcrossFolders"))["value"]] == [False] * 2
    remover = await api.only("Robots.Delete")
    await remover.post("Robots/DeleteBulk", 204, robotIds=ids)
    assert (await remover.post("Robots/DeleteBulk", 400, robotIds=[]))["errorCode"] == 1014


async def test_a_standard_robot_stands_on_a_machine_until_it_is_made_floating(api: Api) -> None:
    made = await machine(api, "host-1", Type="Standard", folder=None)
    bot = await robot(api, HostingType="Standard", MachineName="HOST-1")
    assert (bot["MachineId"], bot["LicenseKey"]) == (made["Id"], made["LicenseKey"])
    editor = await api.only("Robots.Edit")
    await editor.post("Robots/ConvertToFloating", robotId=bot["Id"])
    assert (await api.get(f"Robots({bot['Id']})"))["MachineId"] is None
    await editor.post("Robots/ConvertToFloating", 409, robotId=bot["Id"])


STANDARD = {"Name": "bot", "Username": "bot", "Type": "Unattended", "HostingType": "Standard"}
OTHER_KEY = "11111111-1111-4111-8111-111111111111"
REFUSED: list[tuple[dict[str, Any], int, int]] = [
    ({}, 1204, 400),
    ({"LicenseKey": OTHER_KEY}, 1203, 400),
    ({"MachineName": "host-1", "LicenseKey": OTHER_KEY}, 1200, 409),
    ({"MachineName": "host-1", "Username": None, "Password": "secret"}, 1205, 400),
    ({"Name": "a name that is much too long"}, 1000, 400),
]


@pytest.mark.parametrize(("wrong", "code", "status"), REFUSED)
async def test_a_robot_must_fit_its_machine(api: Api, wrong: dict[str, Any], code: int, status: int) -> None:
    await machine(api, "host-1", Type="Standard", folder=None)
    assert (await api.post("Robots", status, **{**STANDARD, **wrong}))["errorCode"] == code


async def test_a_user_name_has_one_robot_on_a_machine(api: Api) -> None:
    await machine(api, "host-1", Type="Standard", folder=None)
    await api.post("Robots", 201, **STANDARD, MachineName="host-1")
    again = {**STANDARD, "Name": "again", "MachineName": "host-1"}
    assert (await api.post("Robots", 409, **again))["errorCode"] == 1004
    assert (await api.post("Robots", 409, **{**again, "Username": "other", "Name": "bot"}))["errorCode"] == 1001


async def test_a_busy_robot_stays_as_it_is(api: Api) -> None:
    bot, command, _ = await running(api)
    (busy,) = (await api.get("Robots"))["value"]
    assert (await api.delete(f"Robots({busy['Id']})", 409))["errorCode"] == 1206
    assert (await api.patch(f"Robots({busy['Id']})", 409, Username="other"))["errorCode"] == 1209
    assert (await api.patch(f"Robots({busy['Id']})", 409, MachineName="other"))["errorCode"] == 1207
    await api.patch(f"Robots({busy['Id']})", Description="still at work")
    await bot.report(command, "Successful")
    await api.patch(f"Robots({busy['Id']})", Username="other")


async def test_who_has_a_busy_robot_stays(api: Api) -> None:
    bot, command, _ = await running(api)
    (busy,) = (await api.get("Robots"))["value"]
    assert (await api.delete(f"Users({busy['UserId']})", 409))["errorCode"] == 1206
    await bot.report(command, "Successful")
    await api.delete(f"Users({busy['UserId']})")


async def test_a_password_of_a_users_robot_belongs_to_a_name(api: Api) -> None:
    nameless = {"Password": "secret", "CredentialType": "Default"}
    user = {"UserName": "ann", "MayHaveUnattendedSession": True}
    assert (await api.post("Users", 400, **user, UnattendedRobot=nameless))["errorCode"] == 1205
    made = await api.post("Users", 201, **user)
    error = await api.put(f"Users({made['Id']})", 400, **user, UnattendedRobot=nameless)
    assert error["errorCode"] == 1205


async def test_robots_are_listed_by_folder(api: Api) -> None:
    bot = await account(api)
    await robot(api, "stranger")
    made = await machine(api)
    assert await names(await api.only("Robots.View", folder=None), "Robots") == ["bot", "stranger"]
    assert await names(await api.only("Robots.View"), "Robots") == ["bot"]
    assert await names(await api.only("Robots.View", "Users.View"), "Robots/GetConfiguredRobots?$expand=User") == [
        "bot"
    ]
    assert await names(await api.only("Users.View"), "Robots/FindAllAcrossFolders") == ["bot", "stranger"]
    assert await names(await api.only("Units.View"), f"Robots/GetRobotsFromFolder(folderId={FOLDER})") == ["bot"]
    path = f"Robots/GetFolderRobots(folderId={FOLDER},machineId={made['Id']})"
    assert await names(await api.only("Jobs.Create"), path) == ["bot"]
    viewer = await api.only("Robots.View", "Environments.View", "Processes.View")
    assert await names(viewer, "Robots/GetRobotsForProcess(processId='Invoices')") == ["bot"]
    assert (await (await api.only("Robots.View")).get("Robots/GetUsernames"))["value"] == ["bot", "stranger"]
    keys = await (await api.only("Robots.Create", "Machines.View")).get("Robots/GetMachineNameToLicenseKeyMappings")
    assert keys["value"] == [{"Key": "Template", "Value": made["LicenseKey"]}]
    assert bot["Id"]


async def test_a_machine_works_with_the_robots_named(api: Api) -> None:
    one, two = await account(api, "one"), await account(api, "two")
    made = await machine(api)
    mapping = {"MachineId": made["Id"], "FolderId": FOLDER, "AddedRobotIds": [two["Id"]], "RemovedRobotIds": []}
    editor, viewer = await api.only("Units.Edit"), await api.only("Units.View")
    await editor.post("Folders/SetMachineRobots", 204, **mapping)
    path = f"Folders/GetMachineRobots(folderId={FOLDER},machineId={made['Id']})"
    assert [row["RobotId"] for row in (await viewer.get(path))["value"]] == [two["Id"]]
    path = f"Robots/GetRobotsFromFolder(folderId={FOLDER})?machineId={made['Id']}"
    assert [row["Id"] for row in (await viewer.call("GET", path))["value"]] == [two["Id"]]
    await editor.post(
        "Folders/SetMachineRobots", 204, **{**mapping, "AddedRobotIds": [], "RemovedRobotIds": [two["Id"]]}
    )
    assert [row["Id"] for row in (await viewer.call("GET", path))["value"]] == [one["Id"], two["Id"]]


async def test_what_a_user_says_of_its_robots_becomes_robots(api: Api) -> None:
    said = {"UserName": "DOM\\ann", "Password": "secret", "CredentialType": "Default", "LimitConcurrentExecution": True}
    user = {"UserName": "ann", "UnattendedRobot": said, "RobotProvision": {"UserName": "DOM\\ann"}}
    made = await api.post("Users", 201, **user, MayHaveUnattendedSession=True)
    listed = {row["Type"]: row for row in (await api.get("Robots/FindAllAcrossFolders"))["value"]}
    assert set(listed) == {"Attended", "Unattended"}
    seen = listed["Unattended"]
    assert (seen["Username"], seen["LimitConcurrentExecution"], seen["ProvisionType"]) == (
        "DOM\\ann",
        True,
        "Automatic",
    )
    about = await api.get(f"Users({made['Id']})")
    assert about["UnattendedRobot"]["RobotId"] == seen["Id"]
    await api.delete(f"Users({made['Id']})")
    assert await names(api, "Robots/FindAllAcrossFolders") == []
