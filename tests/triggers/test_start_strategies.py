"""How many jobs a trigger starts, and for whom."""

from typing import Any

import pytest

from tests.api import Api
from tests.jobs.words import account, process, robot, state
from tests.robots.words import machine
from tests.triggers.words import decisions, jobs, ready, trigger, until_next


async def started(api: Api, key: str, **settings: Any) -> list[Any]:
    await until_next(api, await trigger(api, key, **settings))
    return await jobs(api)


@pytest.mark.parametrize("count", [1, 3])
async def test_so_many_jobs_are_started(api: Api, count: int) -> None:
    assert len(await started(api, await ready(api), StartStrategy=count)) == count


async def test_each_pair_of_machine_and_robot_gets_as_many(api: Api) -> None:
    first, second = await account(api), await account(api, "second")
    template, key = await machine(api), await process(api)
    pairs = [{"RobotId": first["Id"], "MachineId": template["Id"]}, {"RobotId": second["Id"]}]
    found = await started(api, key, StartStrategy=2, MachineRobots=pairs)
    assert len(found) == 4
    assert len({job["BatchExecutionKey"] for job in found}) == 1


async def test_jobs_are_as_urgent_as_their_trigger_or_their_process(api: Api) -> None:
    key = await ready(api)
    for settings in ({"SpecificPriorityValue": 77, "JobPriority": "High"}, {"JobPriority": "Low"}, {}):
        await until_next(api, await trigger(api, key, str(settings)[:200], **settings))
    assert {77, 25, 45} <= {job["SpecificPriorityValue"] for job in await jobs(api)}


async def test_jobs_are_stopped_and_killed_as_the_trigger_says(api: Api) -> None:
    key = await ready(api)
    bot = await robot(api, name="Host")
    spans = {"StopProcessExpression": "60", "KillProcessExpression": "30", "StopStrategy": "SoftStop"}
    (job,) = await started(api, key, **spans)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await api.pass_time(seconds=50)
    assert await state(api, job) == "Running"
    await api.pass_time(seconds=15)
    assert await state(api, job) == "Stopping"
    await bot.beat()
    await api.pass_time(seconds=35)
    assert await state(api, job) == "Terminating"


async def test_jobs_run_as_whoever_made_the_trigger_if_wished(api: Api) -> None:
    made = await trigger(api, await ready(api), RunAsMe=True)
    await until_next(api, made)
    assert [one["ErrorCode"] for one in await decisions(api, made)] == [1230]


async def test_an_account_that_left_the_folder_is_told_as_failure(api: Api) -> None:
    key, away = await ready(api), await account(api, "away", folder=None)
    made = await trigger(api, key, MachineRobots=[{"RobotId": away["Id"]}])
    await until_next(api, made)
    assert [one["ErrorCode"] for one in await decisions(api, made)] == [1671]
