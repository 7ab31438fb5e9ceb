"""A job is started, handed to a robot, run, and ended."""

from tests.api import Api
from tests.jobs.words import account, process, robot, start, state, stop


async def test_a_job_runs_from_start_to_end(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key, InputArguments='{"name":"bob"}')
    (command,) = await bot.beat()
    assert command["data"]["inputArguments"] == '{"name":"bob"}'
    await bot.report(command, "Running", robotState="Busy")
    assert await state(api, job) == "Running"
    await bot.report(command, "Successful", outputArguments='{"sum":3}')
    done = await api.get(f"Jobs({job['Id']})")
    assert (done["State"], done["OutputArguments"], done["Info"]) == ("Successful", '{"sum":3}', "Job completed")
    assert await bot.beat() == []


async def test_who_starts_sees_and_stops_jobs_needs_just_that_permission(api: Api) -> None:
    key = await process(api)
    await account(api)
    await robot(api)
    starter, viewer, editor = [await api.only(f"Jobs.{verb}") for verb in ("Create", "View", "Edit")]
    await start(viewer, key, 403)
    (job,) = await start(starter, key)
    assert await state(viewer, job) == "Pending"
    await stop(viewer, job, status=403)
    await stop(editor, job)
    assert await state(viewer, job) == "Stopped"


async def test_a_command_has_all_that_a_robot_demands(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key)
    (command,) = await bot.beat()
    data = command["data"]
    assert (data["type"], data["jobKey"], data["processKey"]) == ("StartProcess", job["Key"], key)
    assert (data["packageId"], data["packageVersion"], data["entryPointPath"]) == ("Invoices.Package", "1.0.0", "main")
    assert (command["robotName"], command["robotType"], command["hasLicense"]) == ("bot", 2, True)
    assert command["authSettings"]["Auth.OAuth.RobotOAuthSecret"] == command["robotKey"]


async def test_a_command_is_repeated_until_the_job_runs(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    await start(api, key)
    (first,), (second,) = await bot.beat(), await bot.beat()
    assert first == second


async def test_no_more_jobs_are_handed_out_than_there_are_runtimes(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, UnattendedSlots=2)
    await start(api, key, JobsCount=3)
    commands = await bot.beat()
    assert len(commands) == 2
    for command in commands:
        await bot.report(command, "Running")
    assert await bot.beat() == []
    await bot.report(commands[0], "Successful")
    assert len(await bot.beat()) == 1


async def test_a_job_goes_to_one_robot_only(api: Api) -> None:
    key = await process(api)
    await account(api)
    one, two = await robot(api), await robot(api, "host-2", "Other")
    await start(api, key)
    assert [len(await one.beat()), len(await two.beat())] == [1, 0]


async def test_urgent_jobs_come_first(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, UnattendedSlots=1)
    for priority in ("Low", "High", "Normal"):
        await start(api, key, JobPriority=priority, Reference=priority)
    seen = []
    for _ in range(3):
        (command,) = await bot.beat()
        seen.append((await api.get(f"Jobs/GetByKey(identifier={command['data']['jobKey']})"))["Reference"])
        await bot.report(command, "Successful")
    assert seen == ["High", "Normal", "Low"]


async def test_a_failed_job_says_why(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key)
    (command,) = await bot.beat()
    error = {"code": "PYTHON.X", "title": "It broke", "category": "USER", "detail": "at line 3"}
    await bot.report(command, "Faulted", error=error)
    done = await api.get(f"Jobs({job['Id']})")
    assert (done["State"], done["Info"], done["JobError"]["Code"]) == ("Faulted", "at line 3", "PYTHON.X")


async def test_a_robot_that_is_not_heard_of_loses_its_job(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await api.pass_time(minutes=3)
    done = await api.get(f"Jobs({job['Id']})")
    assert (done["State"], "not heard of" in done["Info"]) == ("Faulted", True)


async def test_heartbeats_keep_a_job(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    for _ in range(5):
        await api.pass_time(seconds=60)
        await bot.beat()
    assert await state(api, job) == "Running"


async def test_a_job_that_was_not_begun_goes_to_another_robot(api: Api) -> None:
    key = await process(api)
    await account(api)
    one, two = await robot(api), await robot(api, "host-2", "Other")
    await start(api, key)
    (lost,) = await one.beat()
    await api.pass_time(minutes=3)
    (command,) = await two.beat()
    assert command["data"]["podiumFence"] > lost["data"]["podiumFence"]
    refused = await one.report(lost, "Running", 409, fence=lost["data"]["podiumFence"])
    assert "not held" in refused["message"]
    await one.report(lost, "Successful", 409)
    await two.report(command, "Successful", fence=command["data"]["podiumFence"])


async def test_a_heartbeat_with_a_lost_job_is_refused(api: Api) -> None:
    key = await process(api)
    await account(api)
    one, two = await robot(api), await robot(api, "host-2", "Other")
    await start(api, key)
    (lost,) = await one.beat()
    await api.pass_time(minutes=3)
    await two.beat()
    data = lost["data"]
    beat = {"robotKey": lost["robotKey"], "jobKey": data["jobKey"], "jobState": "Running", "fence": data["podiumFence"]}
    await one.beat(beat, status=409)


async def test_a_waiting_job_is_stopped_at_once(api: Api) -> None:
    key = await process(api)
    await account(api)
    await robot(api)
    (job,) = await start(api, key)
    assert await stop(api, job) == {}
    assert await state(api, job) == "Stopped"


async def test_a_running_job_is_asked_to_stop(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await stop(api, job, "1")
    assert await state(api, job) == "Stopping"
    (order,) = await bot.beat()
    assert order["data"]["type"] == "StopProcess"
    await bot.report(order, "Stopped")
    assert await state(api, job) == "Stopped"


async def test_a_job_that_has_ended_cannot_be_stopped(api: Api) -> None:
    key = await process(api)
    await account(api)
    await robot(api)
    (job,) = await start(api, key)
    await stop(api, job)
    assert (await stop(api, job, "SoftStop", 409))["errorCode"] == 1658
    assert (await stop(api, job, "Kill", 409))["errorCode"] == 1659


async def test_a_robot_that_retires_gets_no_more_jobs(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    await start(api, key)
    retiring = await bot.service.post("heartbeatv2?retiring=true", {"CommandState": "All", "Heartbeats": []})
    assert retiring["commands"] == []
    assert len(await bot.beat()) == 1


async def test_a_command_says_with_which_account_of_the_host_the_job_is_to_run(api: Api) -> None:
    key = await process(api)
    await account(api, Username="DOMAIN\\bot", Password="secret")
    bot = await robot(api)
    await start(api, key)
    (command,) = await bot.beat()
    data = command["data"]
    assert (data["username"], data["password"], data["credentialType"]) == ("DOMAIN\\bot", "secret", 0)
