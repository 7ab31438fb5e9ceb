"""API triggers start jobs for whoever calls them."""

import asyncio
import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from tests.api import Api, until
from tests.jobs.words import Robot, account, process, robot
from tests.processes.words import ENTRY
from tests.robots.words import machine
from tests.triggers.callers import call, follow, http_trigger, listening, place, set_enabled
from tests.triggers.words import decisions, jobs, ready

TYPES = {"properties": {"count": {"type": "integer"}, "hot": {"type": "boolean"}}, "additionalProperties": True}


async def at_work(api: Api, **settings: Any) -> Robot:
    """A trigger, and a robot that will run its jobs."""
    key = await process(api)
    await account(api)
    bot = await robot(api)
    await http_trigger(api, key, **settings)
    return bot


async def finish(bot: Robot, state: str = "Successful", **more: Any) -> None:
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await bot.report(command, state, **more)


async def arguments(api: Api) -> Any:
    return json.loads((await jobs(api))[-1]["InputArguments"])


async def events(api: Api, made: Any) -> list[str]:
    found = await decisions(api, filter=f"HttpTriggerId eq {made['Id']}")
    return [f"{one['Decision']}: {one['Cause']}" for one in found]


async def test_a_call_is_answered_with_an_address_to_ask_at(api: Api) -> None:
    bot = await at_work(api)
    accepted = await call(api, json={"a": 1})
    assert accepted.status_code == 202
    status = await follow(api, accepted.headers["location"])
    assert (status.status_code, status.json()["state"]) == (200, "Pending")
    await finish(bot, outputArguments='{"b": 2}')
    ended = await follow(api, accepted.headers["location"])
    assert ended.status_code == 303
    output = await follow(api, ended.headers["location"])
    assert (output.status_code, output.json()) == (200, {"b": 2})


async def test_the_job_knows_who_called(api: Api) -> None:
    made = await http_trigger(api, await ready(api), JobCount=2, JobPriority=70, StopJobAfterSeconds=60)
    await call(api, json={"a": 1})
    found = await jobs(api)
    assert [(job["StartingTriggerId"], job["SourceType"]) for job in found] == [(made["Id"], "HttpTrigger")] * 2
    assert found[0]["SpecificPriorityValue"] == 70
    assert await events(api, made) == ["Fired: Called"]


async def test_output_that_is_not_there_yet_is_elsewhere(api: Api) -> None:
    await at_work(api)
    accepted = await call(api)
    onward = await follow(api, accepted.headers["location"].replace("status", "output"))
    assert (onward.status_code, onward.headers["location"]) == (303, accepted.headers["location"])


async def test_a_job_that_failed_is_told_as_an_error(api: Api) -> None:
    bot = await at_work(api)
    accepted = await call(api)
    await finish(bot, "Faulted", info="The invoice has no number.")
    output = await follow(api, accepted.headers["location"].replace("status", "output"))
    assert (output.status_code, output.json()["message"]) == (424, "The invoice has no number.")


async def test_a_waiting_caller_is_answered_with_the_output(api: Api) -> None:
    bot = await at_work(api, CallingMode="LongPolling")
    waiting = asyncio.create_task(call(api, json={}))
    await until(lambda: any(name.startswith("job ") for name in api.podium.notices.sleepers))
    await finish(bot, outputArguments='{"b": 2}')
    answer = await waiting
    assert (answer.status_code, answer.json()) == (200, {"b": 2})
    assert len(await jobs(api)) == 1
    (job,) = await jobs(api)
    again = await follow(api, f"/t/jobs/{job['Key']}/wait")
    assert again.json() == {"b": 2}


async def test_a_caller_may_wish_to_hear_nothing(api: Api) -> None:
    await at_work(api)
    answer = await call(api, json={"$callMode": "FireAndForget", "a": 1})
    assert (answer.status_code, answer.headers.get("location")) == (202, None)
    assert await arguments(api) == {"a": 1}


async def test_arguments_come_from_trigger_query_and_body(api: Api) -> None:
    await http_trigger(api, await process_with_arguments(api), InputArguments='{"a": 0, "b": 0, "c": 0}')
    await call(api, params={"b": "query", "c": "query"}, json={"c": ["body"]})
    assert await arguments(api) == {"a": 0, "b": "query", "c": ["body"]}


async def process_with_arguments(api: Api) -> str:
    await account(api)
    await machine(api)
    return await process(api, entry_points={"entryPoints": [{**ENTRY, "input": TYPES}]})


async def test_words_of_a_query_become_what_the_process_takes(api: Api) -> None:
    await http_trigger(api, await process_with_arguments(api), Method="Get")
    await call(api, "GET", params={"count": "12", "hot": "True", "name": "12"})
    assert await arguments(api) == {"count": 12, "hot": True, "name": "12"}
    assert (await call(api, "GET", params={"count": "many"})).json()["errorCode"] == 1009
    assert (await call(api, "GET", params={"hot": "12"})).json()["errorCode"] == 1009


@pytest.mark.parametrize("body", ["[1]", "none", '"text"'])
async def test_a_body_that_is_no_object_is_refused(api: Api, body: str) -> None:
    await http_trigger(api, await ready(api))
    answer = await call(api, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert await jobs(api) == []


@pytest.mark.parametrize("method", ["Get", "Post", "Put", "Patch", "Delete"])
async def test_each_method_has_its_trigger(api: Api, method: str) -> None:
    await http_trigger(api, await ready(api), Method=method)
    for other in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        status = 202 if other == method.upper() else 404
        assert (await call(api, other)).status_code == status
    assert len(await jobs(api)) == 1


async def test_where_no_trigger_is_nothing_is_found(api: Api) -> None:
    made = await http_trigger(api, await ready(api))
    assert (await call(api, slug="other")).json()["errorCode"] == 1623
    nowhere = await follow(api, "/t/5b8d9a0e-0000-4000-8000-000000000000/call", "POST")
    assert (nowhere.status_code, nowhere.json()["errorCode"]) == (404, 1623)
    await set_enabled(api, made, enabled=False)
    assert (await call(api)).json()["errorCode"] == 1623
    assert (await call(api, slug="CALL")).status_code == 404
    await set_enabled(api, made, enabled=True)
    assert (await call(api, slug="CALL")).status_code == 202
    assert (await events(api, made))[:2] == ["Disabled: User", "Enabled: User"]


async def test_an_address_without_a_folder_s_key_is_no_trigger_s(api: Api) -> None:
    nowhere = await follow(api, "/t/shared/call", "POST")
    assert (nowhere.status_code, nowhere.json()["errorCode"]) == (404, 1623)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_an_address_may_name_the_package_as_well(api: Api, method: str) -> None:
    made = await http_trigger(api, await ready(api), Method=method.title())
    here = (await place(api)).removesuffix("/call")
    assert (await follow(api, f"{here}/invoices.package/call", method)).status_code == 202
    assert (await follow(api, f"{here}/Other.Package/call", method)).json()["errorCode"] == 1623
    shown = await api.get(f"HttpTriggers({made['Id']})")
    assert shown["ExternalReference"] == f"{method.title()} call {here.removeprefix('/t/')}"
    assert shown["Release"]["ProcessKey"] == "Invoices.Package"


async def test_who_may_not_start_jobs_may_not_call(api: Api) -> None:
    await http_trigger(api, await ready(api))
    address = await place(api)
    assert (await follow(await api.only("Schedules.View"), address, "POST")).status_code == 403
    assert (await follow(api.nobody(), address, "POST")).status_code == 401
    accepted = await follow(await api.only("Jobs.Create"), address, "POST")
    status = accepted.headers["location"]
    assert (await follow(await api.only("Jobs.Create"), status)).status_code == 403
    assert (await follow(await api.only("Jobs.View"), status)).status_code == 200


async def test_a_call_that_starts_nothing_is_kept(api: Api) -> None:
    made = await http_trigger(api, await process(api))
    answer = await call(api)
    assert (answer.status_code, answer.json()["errorCode"]) == (409, 1671)
    assert await events(api, made) == ["Failed: Error"]


async def test_jobs_run_as_whoever_calls_if_wished(api: Api) -> None:
    await http_trigger(api, await ready(api), RunAsCaller=True)
    assert (await call(api)).json()["errorCode"] == 1230


@pytest.mark.parametrize(("state", "path"), [("Successful", "yes"), ("Faulted", "no")])
async def test_whoever_called_is_called_back_with_proof(api: Api, state: str, path: str) -> None:
    async with listening() as listener:
        urls = {"SuccessCallbackUrl": f"{listener.url}/yes", "FailureCallbackUrl": f"{listener.url}/no"}
        bot = await at_work(api, CallingMode="AsyncCallback", Secret="hush", **urls)
        assert (await call(api)).status_code == 202
        await finish(bot, state, outputArguments='{"b":2}', info="Told.")
        await api.podium.messenger.run_due()
        ((headers, body),) = listener.heard
    proof = base64.b64encode(hmac.digest(b"hush", body, hashlib.sha256)).decode()
    assert headers["x-uipath-signature"] == proof
    told = json.loads(body)
    assert (told["state"], told["outputArguments"], told["info"]) == (state, {"b": 2}, "Told.")
    (made,) = (await api.get("HttpTriggers"))["value"]
    assert (await events(api, made))[-1] == "CalledBack: JobsEnded"


async def test_a_callback_that_is_not_taken_is_tried_again_and_then_given_up(api: Api) -> None:
    async with listening() as listener:
        listener.status = 500
        bot = await at_work(api, CallingMode="AsyncCallback", SuccessCallbackUrl=listener.url)
        await call(api)
        await finish(bot)
        await api.podium.messenger.run_due()
        await api.pass_time(seconds=29)
        assert len(listener.heard) == 1
        await api.pass_time(seconds=1)
        assert len(listener.heard) == 2
        for _ in range(10):
            await api.pass_time(hours=1)
        assert len(listener.heard) == 8
    (made,) = (await api.get("HttpTriggers"))["value"]
    (failed,) = await decisions(api, filter=f"HttpTriggerId eq {made['Id']} and Cause eq 'Callback'")
    assert (failed["Count"], failed["Message"]) == (8, "It was answered with status 500.")


async def test_an_address_that_does_not_answer_is_no_failure_of_ours(api: Api) -> None:
    bot = await at_work(api, CallingMode="AsyncCallback", SuccessCallbackUrl="http://127.0.0.1:9/")
    await call(api)
    await finish(bot)
    await api.podium.messenger.run_due()
    (made,) = (await api.get("HttpTriggers"))["value"]
    assert await events(api, made) == ["Fired: Called"]


async def test_a_trigger_whose_jobs_keep_failing_is_switched_off(api: Api) -> None:
    bot = await at_work(api, ConsecutiveJobFailuresThreshold=2)
    for state in ("Faulted", "Successful", "Faulted", "Faulted"):
        await call(api)
        await finish(bot, state)
        await api.pass_time(seconds=5)
    (made,) = (await api.get("HttpTriggers"))["value"]
    assert made["Enabled"] is False
    assert (await events(api, made))[-1] == "Disabled: JobFailures"


async def test_triggers_are_shown_changed_and_removed(api: Api) -> None:
    key = await ready(api)
    made = await http_trigger(api, key, Secret="hush", Slug="")
    assert (made["Slug"], made["ReleaseKey"], made["OrganizationUnitFullyQualifiedName"]) == ("Invoices", key, "Shared")
    assert (made["CallbackMode"], made.get("Secret")) == ("Disabled", None)
    body = {name: value for name, value in made.items() if not name.startswith("@")}
    await api.put(f"HttpTriggers({made['Id']})", **body | {"Slug": "new", "Enabled": False})
    changed = await api.get(f"HttpTriggers({made['Id']})")
    assert (changed["Slug"], changed["Enabled"]) == ("new", False)
    assert await events(api, made) == ["Disabled: User"]
    await api.delete(f"HttpTriggers({made['Id']})")
    assert (await api.get("HttpTriggers"))["value"] == []


@pytest.mark.parametrize(
    ("settings", "status", "code"),
    [
        ({"Slug": "a/b"}, 400, 1009),
        ({"SuccessCallbackUrl": "ftp://there"}, 400, 1009),
        ({"CallingMode": "AsyncCallback"}, 400, 1014),
        ({"ReleaseKey": "none"}, 404, 1002),
        ({"ReleaseKey": ""}, 404, 1002),
        ({"InputArguments": "1"}, 400, 1009),
        ({"Name": "Taken", "Slug": "other"}, 409, 1001),
        ({"Slug": "taken"}, 409, 1001),
    ],
)
async def test_what_makes_no_sense_is_refused(api: Api, settings: dict[str, Any], status: int, code: int) -> None:
    key = await ready(api)
    await http_trigger(api, key, "Taken")
    named: dict[str, Any] = {"name": settings.pop("Name", "Call")}
    assert (await http_trigger(api, key, status=status, **named, **settings))["errorCode"] == code


async def test_the_process_of_a_trigger_does_not_go(api: Api) -> None:
    key = await ready(api)
    await http_trigger(api, key)
    number = (await api.get("Releases", filter=f"Key eq {key}"))["value"][0]["Id"]
    assert "Call" in (await api.delete(f"Releases({number})", 409))["message"]


async def test_each_operation_needs_its_permission_alone(api: Api) -> None:
    key = await ready(api)
    made = await http_trigger(await api.only("Triggers.Create"), key)
    viewer, editor = await api.only("Triggers.View"), await api.only("Triggers.Edit")
    body = await viewer.get(f"HttpTriggers({made['Id']})")
    await viewer.get("HttpTriggers")
    await editor.put(f"HttpTriggers({made['Id']})", **{k: v for k, v in body.items() if not k.startswith("@")})
    await set_enabled(editor, made, enabled=False)
    await viewer.delete(f"HttpTriggers({made['Id']})", 403)
    await (await api.only("Triggers.Delete")).delete(f"HttpTriggers({made['Id']})")
