"""Robots that speak otherwise than those of today: other paths, other cases, numbers for names, other credentials."""

import json
from base64 import b64encode
from typing import Any

from tests.api import FOLDER, Api
from tests.jobs.words import account, process, running, start, state, stop, suspend
from tests.robots.words import Service, machine

SERVICE = "/api/robotsservice"
RUNNING, FAULTED, SUCCESSFUL, STOPPED = 1, 4, 5, 6
AVAILABLE, BUSY = 0, 1
MACHINE = {"x-robot-machine-encoded": b64encode(b"HOST-1").decode()}
LINE = {"message": "hello", "level": "Info", "timeStamp": "2030-01-01T09:00:00Z", "organizationUnitId": FOLDER}


async def token(api: Api, made: Any) -> str:
    client = {"client_id": made["LicenseKey"], "client_secret": made["ClientSecret"]}
    form = {"grant_type": "client_credentials", "scope": "OrchestratorApiUserAccess", **client}
    answer = await api.nobody().call("POST", "/identity_/connect/token", data=form)
    return f"Bearer {answer['access_token']}"


async def windows(api: Api) -> Service:
    """A service that signs in as the client of its machine."""
    installation = {
        "x-uipath-installation-version": "21.10.3",
        "x-uipath-installation-id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "x-uipath-localization": "en",
    }
    authorization = await token(api, await machine(api))
    return Service(api, "", "", authorization=authorization, **MACHINE, **installation)


async def beat(service: Service) -> Any:
    body = {"ServiceUserName": "DOM\\svc", "CommandState": 0, "Heartbeats": []}
    return (await service.call("POST", "/API/RobotsService/HeartbeatV2", json=body))["commands"]


def reported(command: Any, job_state: int, robot_state: int = BUSY, **more: Any) -> Any:
    known = {"RobotKey": command["robotKey"], "JobKey": command["data"]["jobKey"]}
    return [{**known, "JobState": job_state, "RobotState": robot_state, **more}]


async def test_a_robot_of_windows_runs_a_job_in_capitals_and_numbers(api: Api) -> None:
    key = await process(api)
    await account(api)
    service = await windows(api)
    await service.post("StartService", {"ServiceUserName": "DOM\\svc"})
    (job,) = await start(api, key)
    (command,) = await beat(service)
    await service.post("SubmitJobState", reported(command, RUNNING))
    await service.post("SubmitJobState", reported(command, SUCCESSFUL, AVAILABLE, OutputArguments='{"sum":3}'))
    done = await api.get(f"Jobs({job['Id']})")
    assert (done["State"], done["OutputArguments"], done["HostMachineName"]) == ("Successful", '{"sum":3}', "HOST-1")
    await service.post("StopService", {"ServiceUserName": "DOM\\svc"}, 204)


async def test_a_robot_of_windows_stops_a_job(api: Api) -> None:
    key = await process(api)
    await account(api)
    service = await windows(api)
    (job,) = await start(api, key)
    (command,) = await beat(service)
    await service.post("SubmitJobState", reported(command, RUNNING))
    await stop(api, job)
    (order,) = await beat(service)
    assert order["data"]["type"] == "StopProcess"
    await service.post("SubmitJobState", reported(order, STOPPED, AVAILABLE))
    assert await state(api, job) == "Stopped"


async def test_a_robot_of_windows_says_why_a_job_failed(api: Api) -> None:
    key = await process(api)
    await account(api)
    service = await windows(api)
    (job,) = await start(api, key)
    (command,) = await beat(service)
    await service.post("SubmitJobState", reported(command, FAULTED, AVAILABLE, Info="Out of paper"))
    done = await api.get(f"Jobs({job['Id']})")
    assert (done["State"], done["Info"]) == ("Faulted", "Out of paper")


async def test_a_robot_of_windows_logs_with_the_secret_of_its_settings(api: Api) -> None:
    _, command, job = await running(api)
    secret = command["authSettings"]["Auth.OAuth.RobotOAuthSecret"]
    service = Service(api, "", "", authorization=f"UiRobot {secret}")
    await service.call("POST", "/api/Logs/SubmitLogs", json=[json.dumps({**LINE, "jobId": job["Key"]})])
    (line,) = (await api.get("RobotLogs"))["value"]
    assert (line["Message"], line["JobKey"]) == ("hello", job["Key"])


async def test_a_robot_works_off_a_queue_with_its_key_alone(api: Api) -> None:
    await api.queue()
    await api.add(SpecificContent={"Amount": 1})
    made = await machine(api)
    await account(api)
    service = Service(api, made["LicenseKey"], "", **MACHINE)
    key = (await service.post("BeginSession", {"UserName": "bot"}))["robotKey"]
    robot = Service(api, "", "", authorization=f"UiRobot {key}", **{"x-uipath-organizationunitid": str(FOLDER)})
    assert (await robot.call("GET", "/odata/Assets"))["value"] == []
    wanted = {"transactionData": {"Name": "Invoices", "RobotIdentifier": key}}
    item = await robot.call("POST", "/odata/Queues/UiPathODataSvc.StartTransaction", json=wanted)
    assert item["SpecificContent"] == {"Amount": 1}
    assert (await api.get(f"QueueItems({item['Id']})", expand="Robot"))["Robot"]["Name"] == "bot"


async def test_a_robot_of_old_carries_states_in_its_heartbeats(api: Api) -> None:
    release = await process(api)
    await account(api)
    service = Service(api, (await machine(api))["LicenseKey"], "", **MACHINE)
    (robot,) = await service.call("GET", "/api/RobotsService/GetRobotMappings")
    licensed = await service.call("POST", "/api/RobotsService/AcquireLicense", json={"RobotKey": robot["robotKey"]})
    assert (licensed["robotName"], licensed["hasLicense"]) == ("bot", True)
    (job,) = await start(api, release)
    (command,) = (await service.post("SubmitHeartbeat", {"Heartbeats": []}))["commands"]
    await service.post("SubmitHeartbeat", {"Heartbeats": reported(command, RUNNING)})
    assert await state(api, job) == "Running"
    await service.post("SubmitJobState", reported(command, SUCCESSFUL, AVAILABLE))
    assert await state(api, job) == "Successful"
    await service.call("POST", "/api/RobotsService/ReleaseLicense", 204, json={"RobotKey": robot["robotKey"]})


async def test_a_robot_of_old_learns_where_its_server_is(api: Api) -> None:
    made = await machine(api)
    told = await Service(api, made["LicenseKey"]).call("GET", "/api/RobotsService/GetConnectionData")
    assert told == {"licenseKey": made["LicenseKey"], "orchestratorUrl": "http://podium"}


async def test_each_credential_opens_what_it_is_for(api: Api) -> None:
    made = await machine(api)
    await account(api)
    by_key = Service(api, made["LicenseKey"], "")
    by_key_and_host = Service(api, made["LicenseKey"], "host-1")
    by_token = Service(api, "", authorization=await token(api, made))
    key = (await by_key_and_host.post("BeginSession", {"userName": "bot"}))["robotKey"]
    by_robot_key = Service(api, "", authorization=f"UiRobot {key}")
    for service in (by_key, by_key_and_host, by_token):
        assert (await service.post("heartbeatv2", {"CommandState": "All", "Heartbeats": []}))["commands"] == []
    await by_robot_key.call("POST", "/api/Logs/SubmitLogs", json=[json.dumps(LINE)])
    await by_robot_key.post("heartbeatv2", {}, 401)
    await Service(api, "").post("heartbeatv2", {}, 401)


async def test_logs_of_a_job_are_taken_after_its_end(api: Api) -> None:
    bot, command, job = await running(api)
    await bot.report(command, "Successful")
    line = json.dumps({**LINE, "message": "last words", "jobId": job["Key"]})
    await bot.service.call(
        "POST", "/api/Logs/SubmitLogs", json=[line], headers={"authorization": f"UiRobot {command['robotKey']}"}
    )
    assert [line["Message"] for line in (await api.get("RobotLogs"))["value"]] == ["last words"]


async def test_what_a_suspended_job_waits_for_may_be_a_number(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, {"triggerType": 4, "resumeTime": "2030-01-01T10:00:00Z"}, blob_type=0)
    (trigger,) = (await api.get("JobTriggers"))["value"]
    assert (trigger["TriggerType"], await state(api, job)) == ("Timer", "Suspended")
