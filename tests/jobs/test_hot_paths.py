"""What robots say often costs the database little, and those who wait cost it nothing."""

import asyncio

from tests.api import Api, until
from tests.jobs.words import Robot, account, process, robot, start
from tests.robots.words import Service, machine


async def test_a_heartbeat_with_nothing_to_do_takes_three_statements(api: Api, asked: list[str]) -> None:
    await process(api)
    await account(api)
    bot = await robot(api)
    await bot.beat()
    asked.clear()
    await bot.beat()
    assert asked == ["SELECT", "SELECT", "SELECT"]  # its session, what it has, what waits


async def test_picking_up_a_job_takes_two_statements_more(api: Api, asked: list[str]) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, UnattendedSlots=1)
    await start(api, key)
    (command,) = await bot.beat()
    await bot.report(command, "Successful")
    await start(api, key)
    asked.clear()
    await bot.beat()
    assert asked == ["SELECT", "SELECT", "SELECT", "SELECT", "WITH"]


async def test_a_last_report_takes_three_statements(api: Api, asked: list[str]) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    for _ in range(2):
        await start(api, key)
        (command,) = await bot.beat()
        await bot.report(command, "Running")
        asked.clear()
        await bot.report(command, "Successful")
    assert asked == ["SELECT", "SELECT", "WITH"]  # the job, who waits for it


async def test_a_thousand_jobs_are_started_by_few_statements(api: Api, asked: list[str]) -> None:
    key = await process(api)
    await account(api)
    await robot(api)
    await start(api, key)
    asked.clear()
    assert len(await start(api, key, JobsCount=1000)) == 1000
    assert len(asked) <= 3


async def test_a_waiting_robot_is_told_of_a_job_at_once(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    waiting = asyncio.create_task(bot.beat(wait=30))
    await until(lambda: bool(api.podium.notices.sleepers))
    await start(api, key)
    (command,) = await asyncio.wait_for(waiting, 10)
    assert command["data"]["type"] == "StartProcess"


async def test_a_robot_whose_time_is_over_gets_nothing(api: Api) -> None:
    await process(api)
    await account(api)
    bot = await robot(api)
    assert await bot.beat(wait=0.01) == []


async def test_a_waiting_robot_holds_no_connection(api: Api) -> None:
    await process(api)
    await account(api)
    bot = await robot(api)
    waiting = asyncio.create_task(bot.beat(wait=30))
    await until(lambda: bool(api.podium.notices.sleepers))
    await until(lambda: api.podium.db.pool.get_idle_size() == api.podium.db.pool.get_size())
    assert not waiting.done()
    waiting.cancel()


async def test_services_that_ask_at_once_are_handed_jobs_together(api: Api, asked: list[str]) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, UnattendedSlots=1)
    bots = [Robot(Service(api, made["LicenseKey"], f"host-{number}")) for number in range(20)]
    for bot in bots:
        await bot.beat()
    await start(api, key, JobsCount=20)
    asked.clear()
    commands = await asyncio.gather(*(bot.beat() for bot in bots))
    assert len({command["data"]["jobKey"] for (command,) in commands}) == 20
    assert len(asked) < len(bots)


async def test_the_accounts_of_a_folder_are_read_by_one_statement(api: Api, asked: list[str]) -> None:
    key = await process(api)
    accounts = [await account(api, f"bot-{number}") for number in range(10)]
    await machine(api)
    await start(api, key)
    await api.patch(f"Robots({accounts[0]['Id']})", Description="another")
    asked.clear()
    await start(api, key)
    assert len(asked) < len(accounts)
