"""Dashboards get numbers of what there is, and of what the caller may see alone."""

from typing import Any

from tests.api import Api
from tests.assets.words import asset, folder, within
from tests.jobs.words import account, process, start
from tests.robots.words import Service, machine


async def stats(api: Api, what: str, **query: Any) -> dict[str, int]:
    answer = await api.call("GET", f"/api/Stats/Get{what}Stats", params=query)
    return {one["title"]: one["count"] for one in answer}


async def test_things_are_counted_where_the_caller_may_look(api: Api) -> None:
    await asset(api)
    await asset(within(api, await folder(api)))
    await api.queue()
    assert await stats(api, "Count") == {"Processes": 0, "Assets": 2, "Queues": 1, "Schedules": 0}
    anyone = await api.only()
    told = await anyone.call("GET", "/api/Stats/GetCountStats")
    assert {(one["count"], one["hasPermissions"]) for one in told} == {(0, False)}


async def test_jobs_are_counted_by_how_they_ended(api: Api) -> None:
    viewer = await api.only("Jobs.View")
    assert await stats(viewer, "Jobs") == {"Successful": 0, "Faulted": 0, "Canceled": 0}
    await machine(api)
    await account(api)
    (job,) = await start(api, await process(api))
    await api.post(f"Jobs({job['Id']})/UiPath.Server.Configuration.OData.StopJob", strategy="SoftStop")
    assert (await stats(viewer, "Jobs"))["Canceled"] == 1


async def test_sessions_are_counted_by_their_states(api: Api) -> None:
    viewer = await api.only("Robots.View")
    made = await machine(api)
    await Service(api, made["LicenseKey"]).start()
    assert await stats(viewer, "Sessions") == {"Available": 1, "Busy": 0, "Disconnected": 0, "Unresponsive": 0}


async def test_licences_are_counted_day_by_day(api: Api) -> None:
    viewer = await api.only("License.View")
    await machine(api, UnattendedSlots=3)
    await api.pass_time(hours=2)
    await api.pass_time(hours=24)
    told = await viewer.call("GET", "/api/Stats/GetLicenseStats", params={"days": 7})
    assert {one["robotType"] for one in told} == {"Unattended"}
    assert [one["count"] for one in told] == [3, 3, 3]
    await viewer.call("GET", "/api/Stats/GetLicenseStats", 403, params={"tenantId": 999})


async def test_units_are_counted_by_what_was_acquired(api: Api) -> None:
    viewer = await api.only("License.View")
    await api.call("POST", "/api/Licensing/Acquire", json={"reference": "r", "type": "AI", "count": 2})
    (told,) = await viewer.call("GET", "/api/Stats/GetConsumptionLicenseStats")
    assert (told["type"], told["used"], told["total"]) == ("AI", 2, 0)
