"""Settings that change something: each is chosen, and seen to do what its description says."""

from typing import Any

from tests.api import Api
from tests.jobs.words import account, process, robot, running, state, stop
from tests.robots.words import Service, machine
from tests.settings.test_settings import bulk, choose
from tests.triggers.words import jobs, ready, shown, told, trigger, until_next


async def test_items_may_be_in_progress_for_so_many_minutes(api: Api) -> None:
    await choose(api, "inProgressMaxNumberOfMinutes", "30")
    await api.queue()
    await api.add()
    await api.take()
    await api.pass_time(minutes=20)
    assert await api.statuses() == ["InProgress"]
    await api.pass_time(minutes=20)
    assert await api.statuses() == ["Abandoned"]


async def unresponsive(api: Api) -> bool:
    (session,) = (await api.get("Sessions"))["value"]
    return bool(session["IsUnresponsive"])


async def test_robots_miss_some_heartbeats_before_they_count_as_silent(api: Api) -> None:
    await bulk(api, Scalability_Heartbeat_PeriodSeconds="60", Scalability_Heartbeat_FailureThreshold="10")
    await Service(api, (await machine(api))["LicenseKey"]).start()
    await api.pass_time(minutes=9)
    assert not await unresponsive(api)
    await api.pass_time(minutes=2)
    assert await unresponsive(api)


async def test_jobs_that_are_not_killed_in_time_are_given_up(api: Api) -> None:
    await choose(api, "Jobs.TerminatingJobsTimeout", "10")
    bot, _, job = await running(api)
    await stop(api, job, "Kill")
    for expected in ("Terminating", "Faulted"):
        await bot.beat()
        api.clock.pass_(minutes=6)
        await bot.beat()
        await api.pass_time(seconds=5)
        assert await state(api, job) == expected


async def test_triggers_are_switched_off_after_so_many_failures(api: Api) -> None:
    await bulk(api, Triggers_DisableWhenFailedCount="2", Triggers_DisableWhenFailingSinceDays="0")
    made = await trigger(api, await process(api))
    for enabled in (True, False):
        await until_next(api, made)
        assert (await shown(api, made))["Enabled"] is enabled
    assert (await told(api, made))[-1] == "Disabled: LaunchFailures"


async def test_triggers_are_never_switched_off_where_the_tenant_says_so(api: Api) -> None:
    await bulk(api, Triggers_DisableWhenFailedCount="0", Triggers_DisableWhenFailingSinceDays="0")
    made = await trigger(api, await process(api))
    for _ in range(12):
        await until_next(api, made)
    assert (await shown(api, made))["Enabled"] is True


async def test_queue_triggers_look_as_often_as_the_tenant_says(api: Api) -> None:
    await choose(api, "QueueTrigger.ActivationFrequencyInMinutes", "10")
    await trigger(api, await ready(api), QueueDefinitionId=await api.queue(), QueueEvaluation="HalfHourly")
    await api.add(DeferDate="2030-01-01T09:12:00Z")
    for minutes, expected in ((11, 0), (4, 0), (5, 1)):
        await api.pass_time(minutes=minutes)
        assert len(await jobs(api)) == expected


async def test_machines_have_to_show_a_secret_where_the_tenant_says_so(api: Api) -> None:
    made = await machine(api)
    service = Service(api, made["LicenseKey"])
    await service.start()
    await choose(api, "Auth.UnattendedRobot.ForceClientCredentials", "true")
    await service.post("startservice", status=401)
    form = {"grant_type": "client_credentials", "client_id": made["LicenseKey"], "client_secret": made["ClientSecret"]}
    got = await api.nobody().call("POST", "/identity_/connect/token", data=form)
    bearer = {"authorization": f"Bearer {got['access_token']}"}
    await Service(api, made["LicenseKey"], **bearer).start()


async def test_robot_keys_open_nothing_where_the_tenant_says_so(api: Api) -> None:
    await account(api)
    key = await robot_key(api)
    caller = Service(api, "", authorization=f"UiRobot {key}")
    await caller.call("GET", "/odata/Settings/GetActivitySettings")
    await choose(api, "Auth.Robot.EnforceAuthenticationToken", "true")
    await caller.call("GET", "/odata/Settings/GetActivitySettings", 401)


async def robot_key(api: Api) -> Any:
    return await api.podium.db.pool.fetchval("SELECT key FROM robots")


async def test_what_holds_for_all_robots_gives_way_to_what_is_said_for_one(api: Api) -> None:
    await choose(api, "GlobalExecutionSettings", '{"TracingLevel": "Verbose", "FontSmoothing": true}')
    key = await process(api)
    await account(api, ExecutionSettings={"FontSmoothing": False})
    bot = await robot(api)
    await api.post("Jobs/UiPath.Server.Configuration.OData.StartJobs", 201, startInfo={"ReleaseKey": key})
    (command,) = await bot.beat()
    assert command["executionSettings"] == {"TracingLevel": "Verbose", "FontSmoothing": False}
