"""Maintenance: first no job starts, then nothing is served, then all goes on."""

from tests.api import Api
from tests.identity.words import role, sign_in, user
from tests.tenants.words import SECRET, host

PATH = "/api/Maintenance"


async def change(of_host: Api, what: str, status: int = 204, **query: object) -> object:
    answer = await of_host.http.post(f"{PATH}/{what}", params={name: str(value) for name, value in query.items()})
    of_host.recorder.record(answer, of_host.caller.permissions)
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


async def test_while_suspended_nothing_is_served_but_the_host(api: Api) -> None:
    of_host = await host(api)
    await change(of_host, "Start", phase="Draining", killJobs=True)
    await api.get("Users")
    await change(of_host, "Start", phase="Suspended")
    answer = await api.http.get("/odata/Users")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    await change(of_host, "End")
    await api.get("Users")


async def test_a_maintenance_tells_how_it_went(api: Api) -> None:
    of_host = await host(api)
    await change(of_host, "Start", phase="Suspended", force=True, tenantId=1)
    told = await of_host.get(f"{PATH}/Get?tenantId=1")
    assert (told["state"], [one["state"] for one in told["maintenanceLogs"]]) == ("Suspended", ["Suspended"])
    auditor = await role(of_host, "Auditor", "Audit.View")
    await user(of_host, Password=SECRET, RolesList=[auditor["Name"]])
    token = await sign_in(api, "ann", SECRET, tenant="Host")
    ann = api.bearing(token, "Audit.View")
    assert (await ann.get(f"{PATH}/Get"))["state"] == "None"


async def test_nothing_is_done_twice(api: Api) -> None:
    of_host = await host(api)
    for what, query in (("End", {}), ("Start", {"phase": "Suspended"})):
        assert (await change(of_host, what, 409, **query))["errorCode"] == 1301  # type: ignore[index]
    await change(of_host, "Start", phase="Draining")
    assert (await change(of_host, "Start", 409, phase="Draining"))["errorCode"] == 1301  # type: ignore[index]
    await change(of_host, "Start", 400, phase="None")
    await change(of_host, "Start", 404, phase="Draining", tenantId=999)
