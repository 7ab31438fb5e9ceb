"""A robot that has lost its job is refused and told so, whether it knows fences or not."""

from typing import Any

from tests.api import Api
from tests.jobs.words import Robot, account, api_trigger, attachment, process, running, start, state, suspend
from tests.robots.words import Service, machine


async def two_hosts(api: Api) -> tuple[Robot, Robot]:
    """The robots of two hosts that share a machine, and so its key."""
    key = (await machine(api))["LicenseKey"]
    return Robot(Service(api, key)), Robot(Service(api, key, "host-2"))


async def lost(api: Api, **info: Any) -> tuple[Robot, Any, Robot, Any]:
    """A robot and the command for the job that it did not begin in time, and the one that was given it then."""
    key = await process(api)
    await account(api)
    slow, quick = await two_hosts(api)
    await start(api, key, **info)
    (late,) = await slow.beat()
    await api.pass_time(minutes=3)
    (command,) = await quick.beat()
    assert command["data"]["jobKey"] == late["data"]["jobKey"]
    return slow, late, quick, command


async def test_a_host_does_not_begin_what_was_given_to_another(api: Api) -> None:
    slow, late, quick, command = await lost(api)
    refused = await slow.report(late, "Running", 409)
    assert "not held" in refused["message"]
    await quick.report(command, "Running")


async def test_a_host_does_not_end_what_was_given_to_another(api: Api) -> None:
    slow, late, quick, command = await lost(api)
    await quick.report(command, "Running")
    await slow.report(late, "Faulted", 409)
    await quick.report(command, "Successful")


async def test_a_host_does_not_suspend_what_was_given_to_another(api: Api) -> None:
    slow, late, quick, command = await lost(api)
    await quick.report(command, "Running")
    await suspend(slow, late, api_trigger(), status=409)
    await quick.report(command, "Successful")


async def test_a_host_gets_no_files_of_what_was_given_to_another(api: Api) -> None:
    slow, late, quick, _ = await lost(api, InputFile=(await attachment(api))["Id"])
    query = {"jobKey": late["data"]["jobKey"]}
    for path in ("GetInputFileAccess", "GetOutputFileAccess"):
        await slow.service.call("GET", path, 409, params=query)
        await quick.service.call("GET", path, params=query)


async def test_a_host_leaves_no_pictures_of_what_was_given_to_another(api: Api) -> None:
    slow, late, quick, _ = await lost(api)
    sent = {"file": ("shot.png", b"\x89PNG", "image/png"), "jobKey": (None, late["data"]["jobKey"])}
    await slow.service.call("POST", "UploadScreenshot", 409, files=sent)
    await quick.service.call("POST", "UploadScreenshot", 204, files=sent)


async def test_a_state_is_given_to_the_host_that_goes_on_with_it(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger())
    other = Robot(Service(api, bot.service.http.headers["x-robot-license"], "host-2"))
    inbox = api_trigger()["apiResume"]["inboxId"]
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{inbox}", 202, json={"payload": "yes"})
    (again,) = await other.beat()
    query = {"persistenceId": again["data"]["persistenceId"], "resumeVersion": again["data"]["resumeVersion"]}
    await bot.service.call("GET", "GetPersistentJob", 409, params=query)
    assert await other.service.call("GET", "GetPersistentJob", params=query) == b"state"
    await other.report(again, "Running")
    assert await state(api, job) == "Running"


async def test_the_result_of_a_job_that_was_given_up_is_refused(api: Api) -> None:
    bot, command, job = await running(api)
    await api.pass_time(minutes=3)
    for job_state in ("Running", "Successful", "Stopped"):
        refused = await bot.report(command, job_state, 409)
        assert "not held" in refused["message"]
    await bot.service.call("GET", "GetOutputFileAccess", 409, params={"jobKey": job["Key"]})
    assert await state(api, job) == "Faulted"


async def test_the_end_of_a_job_is_as_it_was_said_first(api: Api) -> None:
    bot, command, job = await running(api)
    fence = command["data"]["podiumFence"]
    await bot.report(command, "Successful", fence=fence)
    await bot.report(command, "Successful", fence=fence)
    await bot.report(command, "Faulted", 409, fence=fence)
    await bot.report(command, "Running", 409)
    assert await state(api, job) == "Successful"


async def test_an_old_heartbeat_may_cross_the_end_of_its_job(api: Api) -> None:
    bot, command, job = await running(api)
    await bot.report(command, "Successful")
    beat = {"RobotKey": command["robotKey"], "JobKey": job["Key"], "JobState": 1}
    await bot.service.post("SubmitHeartbeat", {"Heartbeats": [beat]})
    assert await state(api, job) == "Successful"


async def test_names_of_hosts_are_compared_as_hosts_do(api: Api) -> None:
    bot, command, job = await running(api)
    same = Robot(Service(api, bot.service.http.headers["x-robot-license"], "HOST-1-py"))
    await same.report(command, "Successful")
    assert await state(api, job) == "Successful"
