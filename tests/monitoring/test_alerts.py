"""People are told of what happens, and read it or not."""

from typing import Any

from tests.api import Api
from tests.folders.words import folder
from tests.jobs.words import account, api_trigger, assign_user, process, robot, running, start, suspend
from tests.queues.words import BROKEN, failed
from tests.robots.words import Service, machine
from tests.triggers.words import trigger


async def alerts(api: Api, **options: Any) -> list[Any]:
    await api.pass_time(seconds=6)
    return list((await api.get("Alerts", **options))["value"])


async def messages(api: Api) -> list[str]:
    return [alert["Data"].split('"Message":"')[1].split('"')[0] for alert in await alerts(api, orderby="CreationTime")]


SAID = {"Message": "Look here", "Severity": "Warn", "RobotName": "bot", "ProcessName": "Invoices"}


async def say(api: Api) -> None:
    await api.post("Alerts/RaiseProcessAlert", processAlert=SAID)


async def test_a_failed_job_is_told(api: Api) -> None:
    viewer = await api.only("Alerts.View", "Jobs.View")
    bot, command, _ = await running(api)
    await bot.report(command, "Faulted")
    (alert,) = await alerts(viewer)
    assert (alert["Component"], alert["Severity"], alert["State"]) == ("Jobs", "Error", "Unread")
    assert await messages(viewer) == ["The job of process Invoices failed."]


async def test_alerts_are_read_by_each_user_alone(api: Api) -> None:
    one, two = await api.only("Alerts.View"), await api.only("Alerts.View")
    await say(api)
    (alert,) = await alerts(one)
    assert (await one.get("Alerts/GetUnreadCount"))["value"] == 1
    assert (await one.post("Alerts/MarkAsRead", ids=[alert["UserNotificationId"]]))["value"] == 0
    assert await alerts(one, filter="State eq 'Unread'") == []
    assert len(await alerts(two, filter="State eq 'Unread'")) == 1
    await two.post("Alerts/MarkAsRead", 404, ids=[alert["UserNotificationId"]])


async def test_a_process_tells_what_it_wants(api: Api) -> None:
    await say(await api.only("Alerts.Create"))
    assert await messages(api) == ["Look here"]
    assert (await api.post("Alerts/RaiseProcessAlert", 400))["errorCode"] == 1014


async def test_silent_and_ended_services_are_told(api: Api) -> None:
    made = await machine(api)
    one, two = (Service(api, made["LicenseKey"], host) for host in ("host-1", "host-2"))
    await one.start()
    await two.start()
    await two.post("stopservice", status=204)
    await api.pass_time(minutes=3)
    assert await messages(api) == ["Robot host-2 is disconnected.", "Robot host-1 is not responding."]


async def test_a_transaction_that_failed_for_good_is_told(api: Api) -> None:
    await api.queue(MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    await failed(api)
    assert await messages(api) == []
    await api.finish(await api.take(), ProcessingException=BROKEN)
    assert await messages(api) == ["A transaction of the queue Invoices failed and will not be retried."]


async def test_a_trigger_that_starts_nothing_is_told(api: Api) -> None:
    await machine(api)
    await trigger(api, await process(api))
    await api.pass_time(hours=1)
    assert await messages(api) == ["No robot is available for the schedule Hourly: no job was created."]


async def test_slow_jobs_are_told(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    await start(api, key, AlertPendingExpression="60", AlertRunningExpression="100")
    await api.pass_time(seconds=70)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await api.pass_time(seconds=90)
    await bot.beat()
    await api.pass_time(seconds=30)
    assert await messages(api) == [
        "The job of process Invoices has been Pending for 60 seconds.",
        "The job of process Invoices has been Running for 100 seconds.",
    ]


async def test_a_job_that_has_been_suspended_is_told_when_it_waits_for_long(api: Api) -> None:
    bot, command, job = await running(api, AlertPendingExpression="60")
    await suspend(bot, command, api_trigger())
    await api.post("Jobs/ResumeJob", jobKey=job["Key"])
    await api.pass_time(seconds=70)
    assert await messages(api) == ["The job of process Invoices has been Resumed for 60 seconds."]


async def test_users_do_not_hear_of_what_they_do_not_want(api: Api) -> None:
    viewer = await api.only("Alerts.View", "Jobs.View")
    name = (await viewer.get("Users/GetCurrentUser"))["UserName"]
    (user,) = (await api.get("Users", filter=f"UserName eq '{name}'"))["value"]
    await api.patch(f"Users({user['Id']})", NotificationSubscription={"Jobs": False})
    bot, command, _ = await running(api)
    await bot.report(command, "Faulted")
    assert await alerts(viewer) == []


async def test_who_comes_later_gets_the_alerts_of_before(api: Api) -> None:
    await say(api)
    await alerts(api)
    late = await api.only("Alerts.View")
    assert await alerts(late) == []
    await late.call("POST", "Alerts/ExpandCurrentUserGroupAlerts")
    assert len(await alerts(late)) == 1


async def test_alerts_are_forgotten_after_a_month(api: Api) -> None:
    bot, command, _ = await running(api)
    await bot.report(command, "Faulted")
    assert len(await alerts(api)) == 1
    await api.pass_time(days=31)
    assert await alerts(api, filter="Component eq 'Jobs'") == []


async def test_alerts_are_for_those_who_may_see_what_they_are_about(api: Api) -> None:
    may, may_not = await api.only("Alerts.View", "Jobs.View"), await api.only("Alerts.View", "Queues.View")
    elsewhere = await api.only("Alerts.View")
    user_id = (await elsewhere.get("Users/GetCurrentUser"))["Id"]
    await assign_user(api, user_id, (await folder(api, "Elsewhere"))["Id"])
    bot, command, _ = await running(api)
    await bot.report(command, "Faulted")
    assert [len(await alerts(viewer)) for viewer in (may, may_not, elsewhere)] == [1, 0, 0]


async def test_what_is_said_of_services_is_for_those_who_see_robots(api: Api) -> None:
    may, may_not = await api.only("Alerts.View", "Robots.View"), await api.only("Alerts.View", "Jobs.View")
    service = Service(api, (await machine(api))["LicenseKey"])
    await service.start()
    await service.post("stopservice", status=204)
    (alert,) = await alerts(may)
    assert alert["NotificationName"] == "Robot.StatusChanged.Disconnected"
    assert await alerts(may_not) == []
