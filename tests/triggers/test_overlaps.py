"""What a trigger does while its earlier jobs are at work is its policy."""

from typing import Any

from tests.api import Api
from tests.jobs.words import robot, stop
from tests.triggers.words import jobs, ready, told, trigger, until_next


async def twice(api: Api, policy: str, **settings: Any) -> Any:
    """A trigger that has come to its second occurrence while the job of the first still waits."""
    made = await trigger(api, await ready(api), OverlapPolicy=policy, **settings)
    await until_next(api, made)
    await until_next(api, made)
    return made


async def states(api: Api) -> list[str]:
    return [job["State"] for job in await jobs(api)]


async def test_jobs_are_started_beside_each_other_unless_something_else_is_wished(api: Api) -> None:
    await twice(api, "Start")
    assert await states(api) == ["Pending", "Pending"]


async def test_an_occurrence_may_be_skipped(api: Api) -> None:
    made = await twice(api, "Skip")
    assert await states(api) == ["Pending"]
    assert await told(api, made) == ["Fired: Time", "Skipped: Overlap"]


async def test_an_occurrence_may_replace_earlier_jobs(api: Api) -> None:
    await twice(api, "Replace")
    assert await states(api) == ["Stopped", "Pending"]


async def test_a_running_job_is_stopped_as_the_trigger_says(api: Api) -> None:
    key = await ready(api)
    bot = await robot(api, name="Host")
    made = await trigger(api, key, OverlapPolicy="Replace", StopStrategy="Kill", StartProcessCron="5 * * * * ?")
    await until_next(api, made)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await until_next(api, made)
    assert await states(api) == ["Terminating", "Pending"]


async def test_one_occurrence_may_wait_until_earlier_jobs_have_ended(api: Api) -> None:
    made = await twice(api, "Queue")
    await until_next(api, made)
    assert await states(api) == ["Pending"]
    await stop(api, (await jobs(api))[0])
    await api.pass_time(seconds=5)
    assert await states(api) == ["Stopped", "Pending"]
    causes = ["Fired: Time", "Postponed: Overlap", "Skipped: Overlap", "Fired: JobsEnded"]
    assert await told(api, made) == causes


async def test_a_robot_of_a_classic_folder_waits_for_one_job_of_a_process(api: Api) -> None:
    key = await ready(api)
    robots = (await api.get("Robots"))["value"]
    made = await trigger(api, key, StartStrategy=0, ExecutorRobots=[{"Id": robots[0]["Id"]}])
    await until_next(api, made)
    await until_next(api, made)
    assert await told(api, made) == ["Fired: Time", "Skipped: Overlap"]
