"""Why a job waits is told as things are now, in the words of clients and in ours."""

from typing import Any

import pytest

from podium.domains.jobs.models.reasons import TEXTS, Reason
from tests.api import FOLDER, Api
from tests.jobs.words import ODATA, Robot, account, assign_user, process, start
from tests.licences.words import limited
from tests.robots.words import Service, assign_machine, machine

WINDOWS = {"x-robot-agent": "OS=Windows"}


async def why(api: Api, job: Any) -> list[str]:
    answer = await api.post(f"Jobs({job['Id']})/ValidateExistingJob")
    codes = list(answer["ErrorCodes"])
    assert answer["Errors"] == [TEXTS[Reason(code)] for code in codes]
    assert answer["IsValid"] is not bool(codes)
    return codes


async def connected(api: Api, made: Any, host: str = "host-1", **headers: str) -> Robot:
    bot = Robot(Service(api, made["LicenseKey"], host, **headers))
    await bot.service.start()
    return bot


async def map_robot(api: Api, made: Any, bot: Any) -> None:
    mapping = {"MachineId": made["Id"], "FolderId": FOLDER, "AddedRobotIds": [bot["Id"]], "RemovedRobotIds": []}
    await api.post("Folders/SetMachineRobots", 204, **mapping)


def test_every_reason_says_what_to_do() -> None:
    assert TEXTS.keys() == set(Reason)
    assert all(text.count(".") >= 2 for text in TEXTS.values())


async def leave(api: Api, bot: Any) -> None:
    await api.post(f"Folders({FOLDER})/{ODATA}.RemoveUserFromFolder", 204, userId=bot["UserId"])


async def test_a_job_waits_for_its_robots_user_to_be_assigned(api: Api) -> None:
    key = await process(api)
    bot = await account(api)
    await account(api, "other")
    await machine(api)
    (job,) = await start(api, key, Strategy="Specific", RobotIds=[bot["Id"]])
    await leave(api, bot)
    assert await why(api, job) == ["RobotNotAssignedToFolder"]
    await assign_user(api, bot["UserId"], FOLDER)
    assert await why(api, job) == ["TemplateNoHostsAvailable"]


async def test_a_job_waits_for_some_account(api: Api) -> None:
    key = await process(api)
    bot = await account(api)
    await machine(api)
    (job,) = await start(api, key)
    await leave(api, bot)
    assert await why(api, job) == ["DynamicJobAccountCredentialsInvalid"]


async def test_a_foreground_job_waits_for_the_password_that_its_host_asks_for(api: Api) -> None:
    key = await process(api)
    bot = await account(api)
    host = await connected(api, await machine(api, UnattendedSlots=3), **WINDOWS)
    wanted: dict[str, Any] = {"Strategy": "Specific", "RobotIds": [bot["Id"]]}
    (pinned,) = await start(api, key, RequiresUserInteraction=True, **wanted)
    (dynamic,) = await start(api, key, RequiresUserInteraction=True)
    assert await host.beat() == []
    assert await why(api, pinned) == ["RobotNoCredentials"]
    assert await why(api, dynamic) == ["DynamicJobConnectedMachinesUserCredentialsInvalid"]
    await api.patch(f"Robots({bot['Id']})", Password="secret")
    assert await why(api, pinned) == []
    assert len(await host.beat()) == 1


async def test_a_service_that_runs_as_somebody_needs_no_password(api: Api) -> None:
    key = await process(api)
    await account(api)
    user = {"x-robot-service-username-encoded": "ZG9tXGJvdA=="}
    host = await connected(api, await machine(api), **WINDOWS, **user)
    await start(api, key, RequiresUserInteraction=True)
    assert len(await host.beat()) == 1


async def test_a_job_waits_for_a_machine_that_is_mapped_to_its_robot(api: Api) -> None:
    key = await process(api)
    bot, other = await account(api), await account(api, "other")
    made = await machine(api)
    host = await connected(api, made)
    (job,) = await start(api, key, Strategy="Specific", RobotIds=[bot["Id"]])
    await map_robot(api, made, other)
    assert await host.beat() == []
    assert await why(api, job) == ["RobotNoMatchingUsernames"]
    await map_robot(api, made, bot)
    assert await why(api, job) == []
    assert len(await host.beat()) == 1


async def test_a_job_waits_for_a_host_whose_machine_is_mapped_to_its_robot(api: Api) -> None:
    key = await process(api)
    bot, other = await account(api), await account(api, "other")
    made = await machine(api)
    await connected(api, made)
    await machine(api, "Other")
    await map_robot(api, made, other)
    (job,) = await start(api, key, Strategy="Specific", RobotIds=[bot["Id"]])
    assert await why(api, job) == ["RobotNoMatchingUsernames"]


OLD: list[tuple[str, str]] = [
    ("Portable", "DynamicJobConnectedMachinesCrossPlatformRobotVersionInvalid"),
    ("Windows", "DynamicJobConnectedMachinesWindowsRobotVersionInvalid"),
]


@pytest.mark.parametrize(("framework", "code"), OLD)
async def test_a_job_waits_for_a_robot_that_knows_its_framework(api: Api, framework: str, code: str) -> None:
    key = await process(api)
    bot = await account(api)
    made = await machine(api)
    old = await connected(api, made, **{"x-robot-version": "20.10.7"})
    (job,) = await start(api, key, TargetFramework=framework)
    wanted: dict[str, Any] = {"Strategy": "Specific", "RobotIds": [bot["Id"]]}
    (pinned,) = await start(api, key, TargetFramework=framework, **wanted)
    assert await old.beat() == []
    assert [await why(api, job), await why(api, pinned)] == [[code], ["RobotVersionTooLow"]]
    await connected(api, made, "host-2", **{"x-robot-version": "22.4"})
    assert [await why(api, job), await why(api, pinned)] == [[], []]


async def test_an_old_robot_runs_jobs_that_are_as_old(api: Api) -> None:
    key = await process(api)
    await account(api)
    old = await connected(api, await machine(api), **{"x-robot-version": "2019.10.1"})
    await start(api, key, TargetFramework="Legacy")
    assert len(await old.beat()) == 1


async def test_a_job_waits_for_a_host_on_a_machine_that_is_able(api: Api) -> None:
    key = await process(api)
    await account(api)
    await connected(api, await machine(api, AutomationType="Background"))
    able = await machine(api, "Able")
    (job,) = await start(api, key, RequiresUserInteraction=True)
    assert await why(api, job) == ["DynamicJobConnectedMachinesInvalid"]
    await connected(api, able)
    assert await why(api, job) == []


async def test_a_job_waits_for_runtimes_that_the_licence_covers(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, UnattendedSlots=1)
    await limited(api, Unattended=1)
    for host in ("host-1", "host-2"):
        await connected(api, made, host)
    second = max(session["Id"] for session in (await api.get("Sessions"))["value"])
    (job,) = await start(api, key, MachineSessionIds=[second])
    assert await why(api, job) == ["TemplateNoLicense"]
    await api.call("POST", "Settings/DeleteLicense")
    assert await why(api, job) == []


UNFIT: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"AutomationType": "Background"}, {"RequiresUserInteraction": True}, "DynamicJobForegroundAutomationTypeInvalid"),
    ({"AutomationType": "Foreground"}, {}, "DynamicJobBackgroundAutomationTypeInvalid"),
    ({"TargetFramework": "Portable"}, {"TargetFramework": "Windows"}, "DynamicJobWindowsTargetFrameworkInvalid"),
    ({"TargetFramework": "Windows"}, {"TargetFramework": "Portable"}, "DynamicJobCrossPlatformTargetFrameworkInvalid"),
]


@pytest.mark.parametrize(("settings", "info", "code"), UNFIT)
async def test_a_job_waits_for_a_machine_of_its_kind(
    api: Api, settings: dict[str, Any], info: dict[str, Any], code: str
) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, **settings)
    (job,) = await start(api, key, **info)
    assert await why(api, job) == [code]
    await api.patch(f"Machines({made['Id']})", AutomationType="Any", TargetFramework="Any")
    assert await why(api, job) == ["TemplateNoHostsAvailable"]


async def test_a_job_waits_for_a_machine_of_its_folder(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api)
    (job,) = await start(api, key)
    await api.post(f"Folders({FOLDER})/RemoveMachinesFromFolder", 204, machineIds=[made["Id"]])
    assert await why(api, job) == ["TemplateNotAssignedToFolder"]
    await assign_machine(api, made["Id"])
    assert await why(api, job) == ["TemplateNoHostsAvailable"]


async def test_a_start_for_a_robot_that_is_not_there_makes_no_sense(api: Api) -> None:
    key = await process(api)
    await account(api)
    await machine(api)
    answer = await api.post("Jobs/ValidateDynamicJob", startInfo={"ReleaseKey": key, "RobotIds": [999]})
    assert answer["ErrorCodes"] == ["RobotNotFound"]
