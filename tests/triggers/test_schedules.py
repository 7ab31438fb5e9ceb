"""Triggers are made, changed, switched and removed."""

from typing import Any

import pytest

from tests.api import Api
from tests.calendars.words import calendar
from tests.jobs.words import account, process
from tests.robots.words import machine
from tests.triggers.words import NAMESPACE, ready, release_id, set_enabled, shown, told, trigger

NO_SUCH = "5b8d9a0e-0000-4000-8000-000000000000"


def whole(made: Any, **changes: Any) -> Any:
    """A trigger as a client sends it back: all that it was shown."""
    return {name: value for name, value in made.items() if not name.startswith("@")} | changes


async def validate(api: Api, key: str, status: int = 200, **settings: Any) -> Any:
    given = {"Name": "New", "TimeZoneId": "UTC", "ReleaseKey": key, "StartProcessCron": "5 30 * * * ?"} | settings
    return await api.post(f"ProcessSchedules/{NAMESPACE}.ValidateProcessSchedule", status, processSchedule=given)


async def test_what_was_shown_can_be_sent_back(api: Api) -> None:
    made = await shown(api, await trigger(api, await ready(api), Tags=[{"Name": "a"}]))
    await api.put(f"ProcessSchedules({made['Id']})", 204, **whole(made, StartProcessCron="5 45 * * * ?"))
    changed = await shown(api, made)
    assert changed["StartProcessNextOccurrence"] == "2030-01-01T09:45:05Z"
    assert {name for name in made if made[name] != changed[name]} <= {
        *("StartProcessCron", "StartProcessCronSummary", "StartProcessNextOccurrence")
    }


async def test_one_member_can_be_changed(api: Api) -> None:
    made = await trigger(api, await ready(api))
    off = await api.patch(f"ProcessSchedules({made['Id']})", Enabled=False)
    assert (off["Enabled"], off["StartProcessNextOccurrence"]) == (False, None)
    await api.patch(f"ProcessSchedules({made['Id']})", Enabled=True)
    assert await told(api, made) == ["Disabled: User", "Enabled: User"]


async def test_members_of_all_versions_are_accepted(api: Api) -> None:
    key = await ready(api)
    old: dict[str, Any] = {
        "EnvironmentId": "",
        "EnvironmentName": "",
        "UseCalendar": False,
        "ExternalJobKey": "",
        "PackageName": "",
    }
    new: dict[str, Any] = {
        "EntryPointPath": "main",
        "InputFile": None,
        "IsConnected": False,
        "CalendarKey": None,
        "RunAsMe": False,
    }
    made = await trigger(api, key, StartProcessCronDetails='{"advancedCron":"x"}', ReleaseName="", **old, **new)
    assert made["EntryPointPath"] == "main"
    problem = await trigger(api, key, "Other", 400, CronExpression="0 0 * * * ?")
    assert problem["message"].endswith("must not be null")


async def test_a_name_is_used_once_in_a_folder(api: Api) -> None:
    key = await ready(api)
    await trigger(api, key)
    assert (await trigger(api, key, "HOURLY", 409))["errorCode"] == 1001
    other = await shown(api, await trigger(api, key, "Other"))
    problem = await api.put(f"ProcessSchedules({other['Id']})", 409, **whole(other, Name="Hourly"))
    assert problem["errorCode"] == 1001


async def test_a_change_that_names_what_does_not_exist_is_not_stored(api: Api) -> None:
    made = await shown(api, await trigger(api, await ready(api)))
    path = f"ProcessSchedules({made['Id']})"
    problem = await api.put(path, 400, **whole(made, CalendarId=77))
    assert problem["errorCode"] == 1006
    for broken, code in (("1 2", 1600), ("0 0 9 1 1 ? 2020", 1601)):
        assert (await api.put(path, 400, **whole(made, StartProcessCron=broken)))["errorCode"] == code


async def test_triggers_are_switched_together_or_not_at_all(api: Api) -> None:
    key = await ready(api)
    first, second = await trigger(api, key), await trigger(api, key, "Other")
    assert (await set_enabled(api, first, second, enabled=False))["value"] is True
    await set_enabled(api, first, {"Id": 77}, status=404)
    assert [(await shown(api, one))["Enabled"] for one in (first, second)] == [False, False]
    await set_enabled(api, first, second)
    assert await told(api, second) == ["Disabled: User", "Enabled: User"]


async def test_triggers_can_be_switched_one_by_one(api: Api) -> None:
    made = await trigger(api, await ready(api), Enabled=False)
    fates = await set_enabled(api, made, {"Id": 77}, status=207, multistatusEnabled=True)
    assert (fates[str(made["Id"])]["StatusCode"], fates["77"]["ErrorCode"]) == (200, 1002)
    assert (await shown(api, made))["Enabled"] is True


async def test_a_trigger_that_would_never_run_is_not_switched_on(api: Api) -> None:
    made = await trigger(api, await ready(api), Enabled=False, StopProcessDate="2030-01-01T12:00:00Z")
    await api.pass_time(hours=4)
    assert (await set_enabled(api, made, status=400))["errorCode"] == 1006


async def test_a_trigger_is_removed_and_its_decisions_stay(api: Api) -> None:
    made = await trigger(api, await ready(api))
    await api.pass_time(minutes=31)
    await api.delete(f"ProcessSchedules({made['Id']})")
    await api.get(f"ProcessSchedules({made['Id']})", 404)
    await api.pass_time(hours=5)
    assert await told(api, made) == ["Fired: Time"]


async def test_triggers_are_found_by_process_and_state(api: Api) -> None:
    key = await ready(api)
    await trigger(api, key)
    await trigger(api, key, "Other", Enabled=False)
    number = await release_id(api, key)
    found = await api.get("ProcessSchedules", filter=f"Enabled eq true and ReleaseId eq {number}", expand="Release")
    assert [(one["Name"], one["Release"]["Name"]) for one in found["value"]] == [("Hourly", "Invoices")]


async def test_a_folder_that_can_run_a_trigger_makes_it_valid(api: Api) -> None:
    assert (await validate(api, await ready(api)))["IsValid"] is True


async def test_what_a_trigger_lacks_to_start_jobs_is_told(api: Api) -> None:
    key = await process(api)
    codes = {"DynamicJobAccountCredentialsInvalid", "TemplateNotAssignedToFolder"}
    assert set((await validate(api, key))["ErrorCodes"]) == codes
    await account(api)
    await machine(api, UnattendedSlots=0)
    assert (await validate(api, key))["ErrorCodes"] == ["TemplateNoRuntime"]
    await machine(api, "Able")
    away = await account(api, "away", folder=None)
    pairs = [{"RobotId": away["Id"]}]
    assert (await validate(api, key, MachineRobots=pairs))["ErrorCodes"] == ["RobotNotAssignedToFolder"]


@pytest.mark.parametrize(("cron", "status"), [("0 0 25 * * ?", 400), ("0 0 9 1 1 ? 2020", 200)])
async def test_expressions_are_tried_out(api: Api, cron: str, status: int) -> None:
    result = await validate(api, await ready(api), status, StartProcessCron=cron)
    assert result["errorCode"] == 1600 if status == 400 else result["Errors"] == ["The schedule will never run."]


async def test_the_robots_of_a_trigger_are_told(api: Api) -> None:
    key, robot = await ready(api), await account(api, "second")
    made = await trigger(api, key, StartStrategy=0, ExecutorRobots=[{"Id": robot["Id"]}])
    path = f"ProcessSchedules/{NAMESPACE}.GetRobotIdsForSchedule(key={made['Id']})"
    assert (await api.get(path))["value"] == [robot["Id"]]


async def test_what_triggers_need_does_not_go(api: Api) -> None:
    robot = await account(api)
    template = await machine(api)
    key, days = await process(api), await calendar(api)
    pair = {"MachineId": template["Id"], "RobotId": robot["Id"]}
    made = await trigger(api, key, CalendarId=days["Id"], MachineRobots=[pair])
    for path in (f"Machines({template['Id']})", f"Users({robot['UserId']})", f"Releases({made['ReleaseId']})"):
        problem = await api.delete(path, 409)
        assert "Hourly" in problem["message"]
    assert (await api.delete(f"Calendars({days['Id']})", 409))["errorCode"] == 1013
    leaving = {"userId": robot["UserId"]}
    await api.post(f"Folders(1)/{NAMESPACE}.RemoveUserFromFolder", 409, **leaving)
    await api.delete(f"ProcessSchedules({made['Id']})")
    await api.delete(f"Calendars({days['Id']})")
    await api.post(f"Folders(1)/{NAMESPACE}.RemoveUserFromFolder", 204, **leaving)
    await api.delete(f"Machines({template['Id']})")


async def test_the_robot_and_the_folder_of_a_trigger_do_not_go(api: Api) -> None:
    robot = await account(api)
    await machine(api)
    await trigger(api, await process(api), StartStrategy=0, ExecutorRobots=[{"Id": robot["Id"]}])
    assert "Hourly" in (await api.delete(f"Robots({robot['Id']})", 409))["message"]
    await api.delete("Folders(1)", 409)


async def test_the_queue_of_a_trigger_does_not_go(api: Api) -> None:
    queue = await api.queue()
    await trigger(api, await ready(api), QueueDefinitionId=queue)
    await api.delete(f"QueueDefinitions({queue})", 409)


async def test_each_operation_needs_its_permission_alone(api: Api) -> None:
    key = await ready(api)
    creator = await api.only("Schedules.Create")
    made = await trigger(creator, key)
    await validate(creator, key)
    viewer = await api.only("Schedules.View")
    found = whole(await shown(viewer, made))
    await viewer.get("ProcessSchedules")
    await viewer.get("TriggerEvents")
    await viewer.get(f"ProcessSchedules/{NAMESPACE}.GetRobotIdsForSchedule(key={made['Id']})")
    editor = await api.only("Schedules.Edit")
    await editor.put(f"ProcessSchedules({made['Id']})", 204, **found)
    await editor.patch(f"ProcessSchedules({made['Id']})", Description="x")
    await set_enabled(editor, made, enabled=False)
    await viewer.delete(f"ProcessSchedules({made['Id']})", 403)
    await (await api.only("Schedules.Delete")).delete(f"ProcessSchedules({made['Id']})")
