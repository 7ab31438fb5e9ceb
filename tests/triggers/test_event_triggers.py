"""Event triggers start jobs when what they wait for has happened."""

import json
from typing import Any

import pytest

from tests.api import Api
from tests.jobs.words import Robot, account, process, robot, start
from tests.triggers.words import NAMESPACE, decisions, jobs, ready

NO_SUCH = "5b8d9a0e-0000-4000-8000-000000000000"


async def waiting(api: Api, key: str, event: str = "invoice.received", status: int = 201, **settings: Any) -> Any:
    given = {"Name": "Waiting", "ReleaseKey": key, "ExternalReference": event, "Enabled": True}
    return await api.post("ApiTriggers", status, **given | settings)


async def happen(api: Api, event: str = "invoice.received", status: int = 200, **facts: Any) -> Any:
    """Tell of an event, then let the engine do what it was woken for."""
    told = await api.post("ApiTriggers/Podium.RaiseEvent", status, event=event, arguments=facts)
    await api.pass_time(seconds=5)
    return told


async def run(api: Api, bot: Robot, state: str = "Successful", **more: Any) -> None:
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    await bot.report(command, state, **more)
    await api.pass_time(seconds=5)


async def events(api: Api, made: Any) -> list[str]:
    found = await decisions(api, filter=f"EventTriggerId eq {made['Id']}")
    return [f"{one['Decision']}: {one['Cause']}" for one in found]


async def test_an_event_starts_the_jobs_of_the_triggers_that_wait_for_it(api: Api) -> None:
    key = await ready(api)
    made = await waiting(api, key, JobCount=2, InputArguments='{"a": 1, "b": 1}')
    await waiting(api, key, "invoice.lost", Name="Other")
    assert (await happen(api, "Invoice.Received", b=2, c=[3]))["value"] == 1
    found = await jobs(api)
    assert [(job["StartingTriggerId"], job["SourceType"]) for job in found] == [(made["Id"], "IntegrationTrigger")] * 2
    assert json.loads(found[0]["InputArguments"]) == {"a": 1, "b": 2, "c": [3]}
    assert await events(api, made) == ["Fired: Event"]


async def test_events_are_those_of_a_folder(api: Api) -> None:
    await waiting(api, await ready(api))
    other = await api.post("Folders", 201, DisplayName="Other")
    api.http.headers["x-uipath-organizationunitid"] = str(other["Id"])
    assert (await happen(api))["value"] == 0
    assert await jobs(api) == []


async def test_when_a_job_of_a_process_has_ended_that_of_another_starts(api: Api) -> None:
    first, second = await process(api), await process(api, "Second")
    await account(api)
    bot = await robot(api)
    await waiting(api, second, "job.completed/Invoices")
    (job,) = await start(api, first)
    await run(api, bot, outputArguments='{"b": 2}')
    (_, following) = await jobs(api)
    assert following["ReleaseName"] == "Second"
    told = json.loads(following["InputArguments"])
    assert (told["jobKey"], told["state"], told["outputArguments"]) == (job["Key"], "Successful", {"b": 2})
    await run(api, bot)
    assert len(await jobs(api)) == 2, "the second process is not the first"


async def test_a_trigger_is_not_set_off_by_its_own_jobs(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    await waiting(api, key, "job.completed")
    await start(api, key)
    await run(api, bot)
    assert len(await jobs(api)) == 2
    await run(api, bot)
    assert len(await jobs(api)) == 2


async def test_a_trigger_whose_jobs_keep_failing_is_switched_off_as_the_tenant_says(api: Api) -> None:
    name = "ConnectedTriggers.AutoDisableJobFailuresThreshold"
    await api.put(f"Settings('{name}')", Name=name, Value="2")
    key = await process(api)
    await account(api)
    bot = await robot(api)
    made = await waiting(api, key)
    for _ in range(2):
        await happen(api)
        await run(api, bot, "Faulted")
    assert await events(api, made) == ["Fired: Event", "Fired: Event", "Disabled: JobFailures"]
    assert (await happen(api))["value"] == 0


async def test_an_event_that_can_start_nothing_is_kept(api: Api) -> None:
    made = await waiting(api, await process(api))
    await happen(api)
    assert await events(api, made) == ["Failed: Error"]


async def test_triggers_are_shown_changed_and_removed(api: Api) -> None:
    key = await ready(api)
    made = await waiting(api, key)
    shown = await api.get(f"ApiTriggers({made['Id']})")
    assert (shown["ReleaseKey"], shown["Release"]["Name"], shown["ExternalReference"]) == (
        *(key, "Invoices", "invoice.received"),
    )
    await api.patch(f"ApiTriggers({made['Id']})", Enabled=False)
    assert [one["Enabled"] for one in (await api.get("ApiTriggers"))["value"]] == [False]
    assert (await happen(api))["value"] == 0
    body: dict[str, Any] = {"triggerIds": [made["Id"]], "enabled": True}
    assert (await api.post(f"ApiTriggers/{NAMESPACE}.SetEnabled", **body))["value"] is True
    whole = {name: value for name, value in shown.items() if not name.startswith("@")}
    await api.put(f"ApiTriggers({made['Id']})", **whole | {"ExternalReference": "other"})
    assert (await happen(api, "other"))["value"] == 1
    assert (await events(api, made))[:2] == ["Disabled: User", "Enabled: User"]
    await api.delete(f"ApiTriggers({made['Id']})")
    assert (await api.get("ApiTriggers"))["value"] == []


@pytest.mark.parametrize(
    ("settings", "status", "code"),
    [
        ({"ReleaseKey": NO_SUCH}, 404, 1002),
        ({"ReleaseKey": None}, 404, 1002),
        ({"InputArguments": "1"}, 400, 1009),
        ({"ExternalReference": None}, 400, 1000),
        ({"Name": "Taken"}, 409, 1001),
    ],
)
async def test_what_makes_no_sense_is_refused(api: Api, settings: dict[str, Any], status: int, code: int) -> None:
    key = await ready(api)
    await waiting(api, key, Name="Taken")
    assert (await waiting(api, key, status=status, **settings))["errorCode"] == code


@pytest.mark.parametrize("event", ["", "job.completed", "JOB.done", "x" * 257])
async def test_nobody_tells_of_what_the_engine_tells(api: Api, event: str) -> None:
    assert (await happen(api, event, 400))["errorCode"] == 1009


async def test_the_process_of_a_trigger_does_not_go(api: Api) -> None:
    key = await ready(api)
    await waiting(api, key)
    number = (await api.get("Releases", filter=f"Key eq {key}"))["value"][0]["Id"]
    assert "Waiting" in (await api.delete(f"Releases({number})", 409))["message"]


async def test_each_operation_needs_its_permission_alone(api: Api) -> None:
    key = await ready(api)
    made = await waiting(await api.only("Triggers.Create"), key)
    viewer, editor = await api.only("Triggers.View"), await api.only("Triggers.Edit")
    path = f"ApiTriggers({made['Id']})"
    body = {name: value for name, value in (await viewer.get(path)).items() if not name.startswith("@")}
    await viewer.get("ApiTriggers")
    await editor.put(path, **body)
    await editor.patch(path, Enabled=False)
    await editor.post(f"ApiTriggers/{NAMESPACE}.SetEnabled", triggerIds=[made["Id"]], enabled=True)
    await (await api.only("Jobs.Create")).post("ApiTriggers/Podium.RaiseEvent", event="x")
    await viewer.delete(path, 403)
    await (await api.only("Triggers.Delete")).delete(path)
