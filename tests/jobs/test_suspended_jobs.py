"""Jobs wait for something, and go on when it has come."""

from typing import Any

from tests.api import Api
from tests.jobs.words import Robot, account, api_trigger, process, robot, running, start, state, stop, suspend

INBOX = "ce8f1b12-0000-4000-8000-000000000001"


async def end(bot: Robot, command: Any) -> None:
    await bot.report(command, "Running")
    await bot.report(command, "Successful")


async def test_a_payload_lets_a_job_go_on_from_its_state(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger(), state=b"state of bob")
    assert await state(api, job) == "Suspended"
    assert await bot.beat() == []
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={"payload": "yes"})
    assert await state(api, job) == "Resumed"
    (again,) = await bot.beat()
    data = again["data"]
    assert (data["jobKey"], data["resumeVersion"], data["resumeSource"]) == (job["Key"], 1, "Trigger")
    query = {"persistenceId": data["persistenceId"], "resumeVersion": data["resumeVersion"]}
    assert await bot.service.call("GET", "GetPersistentJob", params=query) == b"state of bob"
    assert await api.nobody().call("GET", f"/api/JobTriggers/GetPayload/{INBOX}") == {"payload": "yes"}
    await end(bot, again)
    assert await state(api, job) == "Successful"


async def test_a_payload_is_delivered_once(api: Api) -> None:
    bot, command, _ = await running(api)
    await suspend(bot, command, api_trigger())
    deliver = await api.only("Jobs.Edit")
    await deliver.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={"payload": 1})
    await deliver.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 208, json={"payload": 2})
    assert await api.nobody().call("GET", f"/api/JobTriggers/GetPayload/{INBOX}") == {"payload": 1}


async def test_an_inbox_for_which_nobody_waits_is_unknown(api: Api) -> None:
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 404, json={})
    await api.nobody().call("GET", f"/api/JobTriggers/GetPayload/{INBOX}", 404)


async def test_a_timer_lets_a_job_go_on(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, {"triggerType": "Timer", "resumeTime": "2030-01-01T10:00:00Z"})
    await api.pass_time(minutes=59)
    assert await state(api, job) == "Suspended"
    await api.pass_time(minutes=2)
    assert await state(api, job) == "Resumed"


async def test_the_end_of_a_job_lets_the_one_that_waits_for_it_go_on(api: Api) -> None:
    bot, command, parent = await running(api)
    (child,) = await start(api, command["data"]["processKey"])
    await suspend(bot, command, {"triggerType": "Job", "itemKey": child["Key"], "folderPath": "Shared"})
    (order,) = await bot.beat()
    await end(bot, order)
    assert await state(api, parent) == "Resumed"


async def test_a_job_that_waits_for_one_that_has_ended_goes_on_at_once(api: Api) -> None:
    bot, command, parent = await running(api)
    (child,) = await start(api, command["data"]["processKey"])
    (order,) = await bot.beat()
    await end(bot, order)
    await suspend(bot, command, {"triggerType": "Job", "itemKey": child["Key"]})
    assert await state(api, parent) == "Resumed"


async def test_what_a_job_waits_for_is_listed(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger())
    viewer = await api.only("Jobs.View")
    (listed,) = (await viewer.get("JobTriggers", filter=f"JobId eq {job['Id']}"))["value"]
    assert (listed["ItemKey"], listed["TriggerType"], listed["Status"]) == (INBOX, "Inbox", "New")
    assert (await viewer.get(f"JobTriggers/GetByJobKey(jobKey={job['Key']})"))["value"] == [listed]


async def test_a_user_lets_a_job_go_on(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger())
    resumed = await (await api.only("Jobs.Edit")).post("Jobs/ResumeJob", jobKey=job["Key"])
    assert resumed["State"] == "Resumed"
    assert (await api.post("Jobs/ResumeJob", 409, jobKey=job["Key"]))["errorCode"] == 0


async def test_a_suspended_job_is_stopped_at_once(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger())
    await stop(api, job)
    assert await state(api, job) == "Stopped"


async def test_a_job_goes_on_with_its_robot_and_machine_where_that_is_wished(api: Api) -> None:
    key = await process(api)
    bots = [await account(api, name) for name in ("one", "two")]
    first, second = await robot(api), await robot(api, "host-2", "Other")
    await start(api, key, ResumeOnSameContext=True, Strategy="Specific", RobotIds=[bots[1]["Id"]])
    (command,) = await second.beat()
    await suspend(second, command, api_trigger())
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={})
    assert await first.beat() == []
    (again,) = await second.beat()
    assert again["robotName"] == "two"


async def test_a_job_that_goes_on_may_go_elsewhere(api: Api) -> None:
    bot, command, _ = await running(api)
    other = await robot(api, "host-2", "Other")
    await suspend(bot, command, api_trigger())
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={})
    assert len(await other.beat()) == 1


async def test_suspending_twice_does_no_harm(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger())
    await suspend(bot, command, api_trigger())
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={})
    await suspend(bot, command, api_trigger())
    assert await state(api, job) == "Resumed"


async def test_a_suspended_job_leaves_its_runtime_to_others(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api, UnattendedSlots=1)
    await start(api, key, JobsCount=2)
    (first,) = await bot.beat()
    await suspend(bot, first, api_trigger())
    (second,) = await bot.beat()
    assert second["data"]["jobKey"] != first["data"]["jobKey"]


async def test_what_a_job_waits_for_is_told_with_its_name(api: Api) -> None:
    bot, command, parent = await running(api)
    (child,) = await start(api, command["data"]["processKey"])
    await suspend(bot, command, {"triggerType": "Job", "itemKey": child["Key"]})
    viewer = await api.only("Jobs.View")
    (event,) = (await viewer.get(f"JobTriggers/GetWithWaitEvents(jobId={parent['Id']})"))["value"]
    assert (event["TriggerType"], event["ItemName"], event["ItemId"]) == ("Job", "Invoices", child["Id"])


async def test_the_end_of_a_queue_item_lets_a_job_go_on(api: Api) -> None:
    bot, command, job = await running(api)
    await api.queue("Parts")
    item = await api.add("Parts")
    await suspend(bot, command, {"triggerType": "QueueItem", "itemKey": item["Key"], "itemId": item["Id"]})
    taken = await api.take("Parts")
    await api.pass_time(seconds=6)
    assert await state(api, job) == "Suspended"
    await api.finish(taken, IsSuccessful=True)
    await api.pass_time(seconds=6)
    assert await state(api, job) == "Resumed"


OUTSIDE = {"triggerType": "DeepRag", "itemKey": INBOX}


async def announce(api: Api) -> None:
    body = {"type": "DeepRag", "externalId": INBOX}
    caller = await api.only("Jobs.Edit")
    await caller.call("POST", "/api/JobTriggers/SaveExternalTrigger", json=body)


async def test_what_is_delivered_from_outside_before_the_job_waits_is_kept_for_it(api: Api) -> None:
    bot, command, job = await running(api)
    await announce(api)
    await announce(api)
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={"payload": "done"})
    await suspend(bot, command, OUTSIDE)
    assert await state(api, job) == "Resumed"
    assert await api.nobody().call("GET", f"/api/JobTriggers/GetPayload/{INBOX}") == {"payload": "done"}


async def test_a_job_waits_for_what_it_has_announced(api: Api) -> None:
    bot, command, job = await running(api)
    await announce(api)
    await suspend(bot, command, OUTSIDE)
    await api.nobody().call("GET", f"/api/JobTriggers/GetPayload/{INBOX}", 404)
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 202, json={"payload": "done"})
    assert await state(api, job) == "Resumed"


async def test_an_announcement_that_no_job_waits_for_is_forgotten(api: Api) -> None:
    await announce(api)
    await api.pass_time(days=31)
    await api.call("POST", f"/api/JobTriggers/DeliverPayload/{INBOX}", 404, json={})


async def test_no_job_can_be_watched_from_afar(api: Api) -> None:
    _, _, job = await running(api)
    caller = await api.only("Jobs.Edit")
    refused = await caller.call("POST", "/api/RemoteControl/Start", 409, json={"JobKey": job["Key"]})
    assert "logs" in refused["message"]
    await caller.call("POST", "/api/RemoteControl/Start", 404, json={"JobKey": INBOX})
