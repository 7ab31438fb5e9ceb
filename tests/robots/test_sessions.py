"""Services have sessions while they are heard of."""

from typing import Any

from tests.api import Api
from tests.jobs.words import running
from tests.robots.words import Service, machine


async def sessions(api: Api, path: str = "Sessions") -> list[Any]:
    return list((await api.get(path))["value"])


async def test_a_session_tells_of_its_host(api: Api) -> None:
    made = await machine(api)
    service = Service(api, made["LicenseKey"], **{"x-robot-version": "26.0", "x-robot-agent": "OS=Linux"})
    await service.start()
    (seen,) = await sessions(await api.only("Robots.View", folder=None))
    assert (seen["HostMachineName"], seen["MachineName"], seen["State"]) == ("host-1", "Template", "Available")
    assert (seen["Version"], seen["Platform"], seen["IsUnresponsive"]) == ("26.0", "Linux", False)
    assert await sessions(await api.only("Robots.View")) == [seen]
    assert await sessions(await api.only("Machines.Edit"), "Sessions/GetGlobalSessions") == [seen]
    assert await sessions(await api.only("Machines.View"), f"Sessions/GetMachineSessions(key={made['Id']})") == [seen]


async def test_a_session_is_busy_while_it_has_jobs_and_disconnected_when_it_ends(api: Api) -> None:
    bot, command, _ = await running(api)
    assert (await sessions(api))[0]["State"] == "Busy"
    await bot.report(command, "Successful")
    await bot.beat()
    assert (await sessions(api))[0]["State"] == "Available"
    await bot.service.post("StopService", status=204)
    assert (await sessions(api))[0]["State"] == "Disconnected"


async def test_a_session_that_is_silent_is_unresponsive(api: Api) -> None:
    await Service(api, (await machine(api))["LicenseKey"]).start()
    await api.pass_time(minutes=3)
    assert (await sessions(api))[0]["IsUnresponsive"] is True


async def test_only_silent_sessions_are_forgotten(api: Api) -> None:
    service = Service(api, (await machine(api))["LicenseKey"])
    await service.start()
    remover = await api.only("Robots.Delete")
    ids = [session["Id"] for session in await sessions(api)]
    await remover.post("Sessions/DeleteInactiveUnattendedSessions", 409, sessionIds=ids)
    await service.post("stopservice", status=204)
    await remover.post("Sessions/DeleteInactiveUnattendedSessions", 204, sessionIds=ids)
    assert await sessions(api) == []


async def test_a_service_is_debugged_for_some_time(api: Api) -> None:
    await Service(api, (await machine(api))["LicenseKey"]).start()
    (session,) = await sessions(api)
    editor = await api.only("Robots.Edit")
    path = f"Sessions({session['Id']})/ToggleMachineSessionDebugMode"
    await editor.post(path, 204, enabled=True, minutes=30)
    assert (await sessions(api))[0]["DebugModeExpirationDate"] == "2030-01-01T09:30:00Z"
    await editor.post(path, 400, enabled=True)


async def test_the_names_of_robots_on_hosts_are_listed(api: Api) -> None:
    await api.post("Robots", 201, Name="bot", Username="DOM\\bot", Type="Attended", HostingType="Floating")
    viewer = await api.only("Users.View")
    assert (await viewer.get("Sessions/GetUsernames"))["value"] == ["DOM\\bot"]
    assert (await viewer.get("Sessions/GetUserRobots"))["value"] == [{"UserName": "DOM\\bot", "RobotNames": ["bot"]}]


async def test_names_on_hosts_are_found_by_what_their_robots_are(api: Api) -> None:
    for name in ("one", "two"):
        await api.post("Robots", 201, Name=name, Username=f"DOM\\{name}", Type="Attended", HostingType="Floating")
    for asked in ({"filter": "Robot/Name eq 'two'"}, {"orderby": "UserName desc", "top": 1}):
        assert [row["UserName"] for row in (await api.get("Sessions/GetUserRobots", **asked))["value"]] == ["DOM\\two"]
    await api.get("Sessions/GetUserRobots", 400, filter="Colour eq 'red'")
