"""What cannot be done with jobs, and what jobs keep from being done."""

from typing import Any

import pytest

from tests.api import Api
from tests.jobs.words import account, process, robot, running, start, stop
from tests.robots.words import machine


async def test_an_unknown_process_cannot_be_started(api: Api) -> None:
    answer = await start(api, "11111111-1111-4111-8111-111111111111", 400)
    assert answer["errorCode"] == 1674


async def test_a_folder_without_robot_accounts_runs_no_jobs(api: Api) -> None:
    key = await process(api)
    await machine(api)
    answer = await start(api, key, 409)
    assert (answer["errorCode"], "Couldn't find any user" in answer["message"]) == (1671, True)


async def test_a_folder_without_machines_runs_no_jobs(api: Api) -> None:
    key = await process(api)
    await account(api)
    assert (await start(api, key, 409))["errorCode"] == 2818


async def test_only_robots_of_the_folder_can_be_asked_for(api: Api) -> None:
    key = await process(api)
    await account(api)
    await machine(api)
    stranger = await account(api, "stranger", folder=None)
    answer = await start(api, key, 409, Strategy="Specific", RobotIds=[stranger["Id"]])
    assert (answer["errorCode"], "specified" in answer["message"]) == (1671, True)


async def test_who_runs_a_job_as_oneself_needs_a_robot(api: Api) -> None:
    key = await process(api)
    await account(api)
    await machine(api)
    assert (await start(api, key, 409, RunAsMe=True))["errorCode"] == 1230


WRONG: list[tuple[dict[str, Any], int]] = [
    ({"JobPriority": "High", "SpecificPriorityValue": 80}, 1009),
    ({"SpecificPriorityValue": 101}, 1009),
    ({"JobsCount": 0, "Strategy": "ModernJobsCount"}, 1009),
    ({"JobsCount": 10_001}, 1009),
    ({"InputArguments": "[1]"}, 1009),
    ({"InputArguments": '{"a":"' + "x" * 10_000 + '"}'}, 1009),
    ({"StopProcessExpression": "soon"}, 1009),
    ({"Strategy": "All"}, 2815),
]


@pytest.mark.parametrize(("info", "code"), WRONG)
async def test_what_makes_no_sense_is_refused(api: Api, info: dict[str, Any], code: int) -> None:
    key = await process(api)
    await account(api)
    await machine(api)
    assert (await start(api, key, 400, **info))["errorCode"] == code


async def test_a_process_with_jobs_is_not_deleted(api: Api) -> None:
    bot, command, job = await running(api)
    release = (await api.get("Releases"))["value"][0]
    assert (await api.delete(f"Releases({release['Id']})", 409))["errorCode"] == 1666
    await bot.report(command, "Successful")
    await api.delete(f"Releases({release['Id']})")
    assert (await api.get(f"Jobs({job['Id']})"))["ReleaseName"] == "Invoices"


async def test_a_machine_with_jobs_is_not_deleted(api: Api) -> None:
    bot, command, _ = await running(api)
    made = (await api.get("Machines"))["value"][0]
    await api.delete(f"Machines({made['Id']})", 409)
    await bot.report(command, "Successful")
    await api.delete(f"Machines({made['Id']})")


async def test_a_job_that_has_ended_is_started_again(api: Api) -> None:
    bot, command, job = await running(api, InputArguments='{"a":1}', Reference="R1")
    starter = await api.only("Jobs.Create")
    await starter.post("Jobs/RestartJob", 409, jobId=job["Id"])
    await bot.report(command, "Faulted")
    again = await starter.post("Jobs/RestartJob", jobId=job["Id"])
    assert again["Key"] != job["Key"]
    assert (again["State"], again["InputArguments"], again["Reference"]) == ("Pending", '{"a":1}', "R1")
    assert len(await bot.beat()) == 1


async def test_several_jobs_are_stopped_or_none(api: Api) -> None:
    key = await process(api)
    await account(api)
    await robot(api)
    jobs = await start(api, key, JobsCount=3)
    await stop(api, jobs[0])
    body = {"strategy": "2", "jobIds": [job["Id"] for job in jobs]}
    assert (await api.post("Jobs/StopJobs", 409, **body))["errorCode"] == 1659
    stopper = await api.only("Jobs.Edit")
    assert await stopper.post("Jobs/StopJobs", strategy="2", jobIds=body["jobIds"][1:]) == {}
    states = [job["State"] for job in (await (await api.only("Jobs.View")).get("Jobs"))["value"]]
    assert states == ["Stopped"] * 3


async def test_robots_speak_only_with_the_key_of_a_machine(api: Api) -> None:
    await api.call("POST", "/api/robotsservice/heartbeatv2", 401, json={})
    await api.nobody().call("POST", "/api/robotsservice/heartbeatv2", 401, json={})
