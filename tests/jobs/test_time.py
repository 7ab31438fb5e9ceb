"""Jobs that take too long are stopped, killed, given up."""

from tests.api import Api
from tests.jobs.words import account, process, robot, running, start, state, stop
from tests.robots.words import Service, machine


async def test_a_job_is_stopped_and_then_killed_when_its_time_is_over(api: Api) -> None:
    bot, command, job = await running(api, StopProcessExpression="60", KillProcessExpression="30")
    await api.pass_time(seconds=59)
    assert await state(api, job) == "Running"
    await api.pass_time(seconds=6)
    assert await state(api, job) == "Stopping"
    await bot.beat()
    await api.pass_time(seconds=35)
    assert await state(api, job) == "Terminating"
    (order,) = await bot.beat()
    assert order["data"]["stopStrategy"] == "Kill"
    await bot.report(command, "Stopped")
    assert await state(api, job) == "Stopped"


async def test_the_time_a_job_waits_does_not_count(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key, StopProcessExpression="60")
    await api.pass_time(hours=2)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await api.pass_time(seconds=50)
    assert await state(api, job) == "Running"


async def test_a_job_that_cannot_be_killed_is_given_up_after_a_day(api: Api) -> None:
    bot, command, job = await running(api)
    await stop(api, job, "Kill")
    api.clock.pass_(hours=24)
    await bot.beat()
    await api.pass_time(seconds=10)
    done = await api.get(f"Jobs({job['Id']})")
    assert (done["State"], done["Info"]) == ("Faulted", "The robot did not kill the job in time.")
    await bot.report(command, "Stopped", 409, fence=command["data"]["podiumFence"])


async def test_a_killed_job_whose_robot_is_gone_is_stopped(api: Api) -> None:
    _, _, job = await running(api)
    await stop(api, job, "Kill")
    await api.pass_time(minutes=3)
    assert await state(api, job) == "Stopped"


async def test_a_job_that_a_person_started_is_known_when_it_runs(api: Api) -> None:
    release = await process(api)
    await api.post("Robots", 201, Name="ann", Username="DOM\\ann", Type="Attended", HostingType="Floating")
    service = Service(api, (await machine(api))["LicenseKey"])
    begun = await service.post("BeginSession", {"userName": "dom\\ann"})
    key = "f1a4e3af-1c05-46c6-acad-f3db0a5c45f6"
    report = {"RobotKey": begun["robotKey"], "JobKey": key, "ProcessKey": release, "RobotState": 1}
    await service.post("SubmitJobState", [{**report, "JobState": 1}])
    (job,) = (await api.get("Jobs"))["value"]
    assert (job["Key"], job["Type"], job["State"], job["SourceType"]) == (key, "Attended", "Running", "Agent")
    assert (await stop(api, job, status=409))["errorCode"] == 1657
    await api.pass_time(hours=1)
    await service.post("SubmitJobState", [{**report, "JobState": 5}])
    assert await state(api, job) == "Successful"


async def test_a_robot_that_began_anew_keeps_only_the_jobs_it_speaks_of(api: Api) -> None:
    bot, _, job = await running(api)
    await api.pass_time(seconds=5)
    await bot.service.start()
    for _ in range(4):
        await api.pass_time(seconds=40)
        await bot.beat()
    assert await state(api, job) == "Faulted"
