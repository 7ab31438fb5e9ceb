"""Environments hold robots; a package reaches a robot through one of them only."""

from typing import Any

from tests.api import Api
from tests.processes.words import NS, deployed, release


async def environment(api: Api, name: str = "Floor", **settings: Any) -> Any:
    return await api.post("Environments", 201, Name=name, **settings)


async def robot(api: Api, name: str = "R1") -> int:
    body = {"Name": name, "Type": "Unattended", "HostingType": "Floating"}
    return int((await api.post("Robots", 201, **body))["Id"])


async def set_robots(api: Api, row: Any, added: list[int], removed: list[int], status: int = 204) -> Any:
    body: dict[str, Any] = {"addedRobotIds": added, "removedRobotIds": removed}
    return await api.post(f"Environments({row['Id']})/{NS}.SetRobots", status, **body)


async def robots(api: Api, row: Any) -> list[int]:
    path = f"Environments/{NS}.GetRobotIdsForEnvironment(key={row['Id']})"
    return list((await api.get(path))["value"])


async def test_robots_come_and_go(api: Api) -> None:
    row, first, second = await environment(api, Type="Prod"), await robot(api), await robot(api, "R2")
    await api.post(f"Environments({row['Id']})/{NS}.AddRobot", 204, robotId=str(first))
    await set_robots(api, row, [second, second], [first])
    assert await robots(api, row) == [second]
    shown = await api.get(f"Environments/{NS}.GetRobotsForEnvironment(key={row['Id']})")
    assert [one["Name"] for one in shown["value"]] == ["R2"]
    (listed,) = (await api.get("Environments", expand="Robots"))["value"]
    assert [(one["Id"], one["Name"], one["Type"]) for one in listed["Robots"]] == [(second, "R2", "Unattended")]
    await api.post(f"Environments({row['Id']})/{NS}.RemoveRobot", 204, robotId=str(second))
    assert await robots(api, row) == []
    assert (await set_robots(api, row, [4711], [], 404))["errorCode"] == 1002


async def test_a_process_shows_its_environment(api: Api) -> None:
    row = await environment(api)
    made = await deployed(api, EnvironmentId=row["Id"])
    assert made["EnvironmentName"] == "Floor"
    await api.put(f"Environments({row['Id']})", Name="Hall")
    shown = await api.get(f"Releases({made['Id']})?$expand=Environment")
    assert (shown["EnvironmentName"], shown["Environment"]["Name"]) == ("Hall", "Hall")
    assert (await release(api, 404, Name="B", EnvironmentId=4711))["errorCode"] == 1002


async def test_an_environment_with_processes_is_not_deleted(api: Api) -> None:
    row = await environment(api)
    made = await deployed(api, EnvironmentId=row["Id"])
    assert (await api.delete(f"Environments({row['Id']})", 409))["errorCode"] == 1662
    await api.patch(f"Releases({made['Id']})", EnvironmentId=None)
    await api.delete(f"Environments({row['Id']})")


async def test_a_package_is_deployed_once_in_an_environment(api: Api) -> None:
    row = await environment(api)
    await deployed(api, EnvironmentId=row["Id"])
    assert (await release(api, 409, Name="Again", EnvironmentId=row["Id"]))["errorCode"] == 1250
    assert len((await api.get("Releases"))["value"]) == 1


async def test_a_robot_has_a_package_from_one_environment_only(api: Api) -> None:
    first, second, one = await environment(api), await environment(api, "Other"), await robot(api)
    await set_robots(api, first, [one], [])
    await set_robots(api, second, [one], [])
    await deployed(api, EnvironmentId=first["Id"])
    assert (await release(api, 409, Name="Again", EnvironmentId=second["Id"]))["errorCode"] == 1250
    await set_robots(api, second, [], [one])
    await release(api, Name="Again", EnvironmentId=second["Id"])
    assert (await set_robots(api, second, [one], [], 409))["errorCode"] == 1250
    assert await robots(api, second) == []


async def test_an_environment_may_be_sent_back_as_it_was_shown(api: Api) -> None:
    row = await environment(api, Description="d")
    shown = await api.get(f"Environments({row['Id']})", expand="Robots")
    changed = await api.put(f"Environments({row['Id']})", **{**shown, "Name": "Hall"})
    assert (changed["Name"], changed["Description"]) == ("Hall", "d")


async def test_a_name_is_used_once_in_a_folder(api: Api) -> None:
    await environment(api)
    assert (await api.post("Environments", 409, Name="FLOOR"))["errorCode"] == 1001


async def test_each_operation_needs_its_permission(api: Api) -> None:
    one = await robot(api)
    row = await environment(await api.only("Environments.Create"))
    path = f"Environments({row['Id']})"
    viewer, editor = await api.only("Environments.View"), await api.only("Environments.Edit")
    await viewer.get("Environments")
    await viewer.get(path)
    await editor.put(path, Name="New")
    await editor.post(f"{path}/{NS}.AddRobot", 204, robotId=one)
    await editor.post(f"{path}/{NS}.RemoveRobot", 204, robotId=one)
    await set_robots(editor, row, [one], [])
    both = await api.only("Environments.View", "Robots.View")
    assert await robots(both, row) == [one]
    await both.get(f"Environments/{NS}.GetRobotsForEnvironment(key={row['Id']})")
    await (await api.only("Environments.Delete")).delete(path)
