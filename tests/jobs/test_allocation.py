"""Which job goes to which robot on which machine."""

from typing import Any

from tests.api import FOLDER, Api
from tests.jobs.words import Robot, account, process, robot, running, start, state
from tests.robots.words import Service, assign_machine, machine

NIGHTLY = {"enabled": True, "jobStopStrategy": "Kill", "cronExpression": "0 0 10 * * ?", "timezoneId": "UTC"}


async def names(bot: Robot) -> list[str]:
    return [command["robotName"] for command in await bot.beat()]


async def test_a_job_for_a_robot_goes_under_its_name(api: Api) -> None:
    key = await process(api)
    await account(api, "one")
    two = await account(api, "two")
    bot = await robot(api)
    await start(api, key, Strategy="Specific", RobotIds=[two["Id"]])
    assert await names(bot) == ["two"]


async def test_a_job_for_a_machine_goes_to_no_other(api: Api) -> None:
    key = await process(api)
    await account(api)
    one, two = await robot(api), await robot(api, "host-2", "Other")
    (other,) = [row for row in (await api.get("Machines"))["value"] if row["Name"] == "Other"]
    await start(api, key, MachineRobots=[{"MachineId": other["Id"]}])
    assert [await names(one), await names(two)] == [[], ["bot"]]


async def test_a_job_for_a_session_goes_to_no_other(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api)
    bots = [Robot(Service(api, made["LicenseKey"], host)) for host in ("host-1", "host-2")]
    for bot in bots:
        await bot.service.start()
    sessions = (await api.get("Sessions"))["value"]
    wanted = next(session["Id"] for session in sessions if session["HostMachineName"] == "host-2")
    await start(api, key, MachineSessionIds=[wanted])
    assert [await names(bot) for bot in bots] == [[], ["bot"]]


async def test_each_host_of_a_template_has_its_own_runtimes(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, UnattendedSlots=1)
    bots = [Robot(Service(api, made["LicenseKey"], host)) for host in ("host-1", "host-2")]
    await start(api, key, JobsCount=3)
    assert [len(await bot.beat()) for bot in bots] == [1, 1]


async def test_a_screen_shows_one_job_of_an_account_at_a_time(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, UnattendedSlots=5)
    await start(api, key, JobsCount=2, RequiresUserInteraction=True)
    await start(api, key)
    assert [command["data"]["requiresUserInteraction"] for command in await bot.beat()] == [True, False]


async def test_an_account_that_is_limited_works_on_one_host_at_a_time(api: Api) -> None:
    key = await process(api)
    await account(api, LimitConcurrentExecution=True)
    one, two = await robot(api), await robot(api, "host-2", "Other")
    await start(api, key, JobsCount=4)
    assert [len(await bot.beat()) for bot in (one, two)] == [2, 0]


async def test_a_machine_for_background_jobs_shows_none(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, AutomationType="Background")
    await start(api, key, RequiresUserInteraction=True)
    (hidden,) = await start(api, key)
    (command,) = await bot.beat()
    assert command["data"]["jobKey"] == hidden["Key"]


async def test_a_machine_for_windows_runs_no_portable_jobs(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, TargetFramework="Windows")
    await start(api, key, TargetFramework="Portable")
    (fitting,) = await start(api, key, TargetFramework="Legacy")
    (command,) = await bot.beat()
    assert command["data"]["jobKey"] == fitting["Key"]


async def test_a_service_in_maintenance_gets_no_jobs(api: Api) -> None:
    bot, command, job = await running(api)
    (session,) = (await api.get("Sessions"))["value"]
    keeper = await api.only("Robots.Edit")
    body = {"sessionId": session["Id"], "maintenanceMode": "Enabled", "stopJobsStrategy": "SoftStop"}
    await keeper.post("Sessions/SetMaintenanceMode", 204, **body)
    assert await state(api, job) == "Stopping"
    await bot.report(command, "Stopped")
    await start(api, command["data"]["processKey"])
    assert await bot.beat() == []
    await keeper.post("Sessions/SetMaintenanceMode", 204, sessionId=session["Id"], maintenanceMode="Default")
    assert len(await bot.beat()) == 1


async def test_a_robot_asked_for_twice_has_a_pending_job_already(api: Api) -> None:
    key = await process(api)
    bot = await account(api)
    await machine(api)
    specific: dict[str, Any] = {"Strategy": "Specific", "RobotIds": [bot["Id"]]}
    await start(api, key, **specific)
    assert (await start(api, key, 409, **specific))["errorCode"] == 1670


async def test_runtimes_are_counted(api: Api) -> None:
    await running(api)
    counter = await api.only("Machines.View")
    (row,) = (await counter.get("Sessions/GetMachineSessionRuntimes"))["value"]
    assert (row["RuntimeType"], row["Runtimes"], row["UsedRuntimes"], row["Status"]) == ("Unattended", 2, 1, "Busy")
    path = f"Sessions/GetMachineSessionRuntimesByFolderId(folderId={FOLDER})?runtimeType='Unattended'"
    assert (await (await api.only("Jobs.Create")).call("GET", path))["value"] == [row]
    (total,) = (await counter.get(f"Machines/GetRuntimesForFolder(folderId={FOLDER})"))["value"]
    assert total == {"Type": "Unattended", "Total": 2, "Connected": 2, "Available": 1}


async def reasons(api: Api, key: str, **info: Any) -> list[str]:
    starter = await api.only("Jobs.Create")
    answer = await starter.post("Jobs/ValidateDynamicJob", startInfo={"ReleaseKey": key, **info})
    assert answer["IsValid"] is not bool(answer["ErrorCodes"])
    return list(answer["ErrorCodes"])


async def test_what_a_folder_lacks_is_told_beforehand(api: Api) -> None:
    key = await process(api)
    assert await reasons(api, key) == ["DynamicJobAccountCredentialsInvalid", "TemplateNotAssignedToFolder"]
    await account(api)
    made = await machine(api, UnattendedSlots=0, AutomationType="Background")
    assert await reasons(api, key) == ["TemplateNoRuntime"]
    await api.patch(f"Machines({made['Id']})", UnattendedSlots=1)
    assert await reasons(api, key) == []
    assert await reasons(api, key, RequiresUserInteraction=True) == ["DynamicJobForegroundAutomationTypeInvalid"]
    assert await reasons(api, key, RobotIds=[999]) == ["RobotNotFound"]


async def test_why_a_job_waits_is_told(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, UnattendedSlots=1)
    first, second = await start(api, key, JobsCount=2)
    viewer = await api.only("Jobs.View")

    async def why(job: Any) -> list[str]:
        return list((await viewer.post(f"Jobs({job['Id']})/ValidateExistingJob"))["ErrorCodes"])

    assert await why(first) == ["TemplateNoHostsAvailable"]
    bot = Robot(Service(api, made["LicenseKey"]))
    await bot.beat()
    assert [await why(first), await why(second)] == [[], ["TemplateFullCapacity"]]


async def why(api: Api, job: Any) -> list[str]:
    return list((await api.post(f"Jobs({job['Id']})/ValidateExistingJob"))["ErrorCodes"])


async def test_a_job_that_waits_for_an_account_says_so(api: Api) -> None:
    key = await process(api)
    bot = await account(api, LimitConcurrentExecution=True)
    one = await robot(api, UnattendedSlots=2)
    _, second = await start(api, key, JobsCount=2, RequiresUserInteraction=True)
    await one.beat()
    assert await why(api, second) == ["RobotBusy"]
    two = await robot(api, "host-2", "Other")
    (third,) = await start(api, key, Strategy="Specific", RobotIds=[bot["Id"]])
    assert await why(api, third) == []
    (other,) = [row for row in (await api.get("Machines"))["value"] if row["Name"] == "Other"]
    (fourth,) = await start(api, key, MachineRobots=[{"MachineId": other["Id"]}])
    assert await two.beat() == []
    assert await why(api, fourth) == ["RobotConcurrencyLimit"]


async def test_a_job_that_waits_for_the_end_of_a_window_says_so(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, MaintenanceWindow={**NIGHTLY, "duration": 60})
    (job,) = await start(api, key)
    await api.pass_time(minutes=90)
    assert await bot.beat() == []
    assert await why(api, job) == ["TemplateMaintenanceMode"]


async def test_jobs_of_another_folder_wait_for_machines_of_their_own(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = Robot(Service(api, (await machine(api, folder=None))["LicenseKey"]))
    await machine(api, "Other")
    await start(api, key)
    assert await bot.beat() == []
    (mine,) = [row for row in (await api.get("Machines"))["value"] if row["Name"] == "Template"]
    await assign_machine(api, mine["Id"])
    assert len(await bot.beat()) == 1


async def test_a_machine_takes_no_jobs_in_its_maintenance_window(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, MaintenanceWindow={**NIGHTLY, "duration": 30})
    assert made["MaintenanceWindow"]["nextExecutionTime"] == "2030-01-01T10:00:00Z"
    bot = Robot(Service(api, made["LicenseKey"]))
    (before,) = await start(api, key)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    api.clock.pass_(minutes=59)
    await bot.beat()
    await api.pass_time(minutes=2)
    assert await state(api, before) == "Terminating"
    await bot.report(command, "Stopped")
    await start(api, key)
    assert await bot.beat() == []
    api.clock.pass_(minutes=30)
    assert len(await bot.beat()) == 1


async def test_a_maintenance_window_must_make_sense(api: Api) -> None:
    for wrong in ({"duration": 0}, {"duration": 5, "cronExpression": "never"}, {"duration": 5, "timezoneId": "Mars"}):
        await api.post("Machines", 400, Name="M", MaintenanceWindow={**NIGHTLY, **wrong})
