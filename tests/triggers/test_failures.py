"""Triggers that keep failing are switched off, and say so."""

from typing import Any

from tests.api import Api
from tests.jobs.words import Robot, account, process, robot
from tests.robots.words import machine
from tests.triggers.words import decisions, ready, set_enabled, shown, told, trigger, until_next


async def run(api: Api, bot: Robot, made: Any, state: str) -> None:
    """Let a trigger fire, and its job end in a state."""
    await until_next(api, made)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await bot.report(command, state)
    await api.pass_time(seconds=5)


async def test_a_launch_that_fails_is_kept_with_its_reason(api: Api) -> None:
    made = await trigger(api, await process(api))
    await until_next(api, made)
    (failed,) = await decisions(api, made)
    assert (failed["Decision"], failed["ErrorCode"]) == ("Failed", 1671)
    assert "unattended robot" in failed["Message"]
    assert (await shown(api, made))["Enabled"] is True


async def test_ten_failures_over_a_day_switch_a_trigger_off(api: Api) -> None:
    made = await trigger(api, await process(api), StartProcessCron="5 0 0/3 * * ?")
    for _ in range(8):
        await until_next(api, made)
    assert (await shown(api, made))["Enabled"] is True
    await until_next(api, made)
    assert (await shown(api, made))["Enabled"] is True, "a day has passed, but it failed nine times only"
    await until_next(api, made)
    assert (await told(api, made))[-2:] == ["Failed: Error", "Disabled: LaunchFailures"]
    assert (await shown(api, made))["Enabled"] is False


async def test_many_failures_in_a_short_time_do_not(api: Api) -> None:
    made = await trigger(api, await process(api))
    for _ in range(15):
        await until_next(api, made)
    assert (await shown(api, made))["Enabled"] is True


async def test_a_launch_that_succeeds_is_a_new_beginning(api: Api) -> None:
    key = await process(api)
    made = await trigger(api, key, StartProcessCron="5 0 0/3 * * ?")
    for _ in range(9):
        await until_next(api, made)
    await account(api)
    await machine(api)
    await until_next(api, made)
    assert (await told(api, made))[-1] == "Fired: Time"


async def test_jobs_that_fail_in_a_row_switch_their_trigger_off(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    made = await trigger(api, key, ConsecutiveJobFailuresThreshold=2)
    for state in ("Faulted", "Successful", "Faulted"):
        await run(api, bot, made, state)
    assert (await shown(api, made))["Enabled"] is True
    await run(api, bot, made, "Faulted")
    assert (await told(api, made))[-1] == "Disabled: JobFailures"
    await set_enabled(api, made)
    await run(api, bot, made, "Faulted")
    assert (await shown(api, made))["Enabled"] is True, "failures are counted anew"


async def test_a_trigger_has_its_hours_of_grace(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    made = await trigger(api, key, ConsecutiveJobFailuresThreshold=1, JobFailuresGracePeriodInHours=2)
    for _ in range(2):
        await run(api, bot, made, "Faulted")
    assert (await shown(api, made))["Enabled"] is True
    await run(api, bot, made, "Faulted")
    assert (await shown(api, made))["Enabled"] is False


async def test_old_decisions_are_forgotten(api: Api) -> None:
    made = await trigger(api, await ready(api), StartProcessCron="5 30 9 1 1 ? 2030")
    await until_next(api, made)
    await api.pass_time(days=91)
    assert await told(await fresh(api), made) == []


async def fresh(api: Api) -> Api:
    """The same caller, signed in again."""
    return await api.only("Schedules.View")
