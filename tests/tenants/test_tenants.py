"""Tenants: made by the host, apart from each other, switched off and deleted."""

import pytest

from tests.api import Api
from tests.identity.words import sign_in
from tests.tenants.words import NS, SECRET, administrator, host, signed_in_to, tenant


async def test_a_tenant_begins_with_an_administrator_roles_and_a_folder(api: Api) -> None:
    more = {"DisplayName": "Acme Ltd", "AdminEmailAddress": "a@example.org", "AdminName": "Ann", "AdminSurname": "Lee"}
    made = await tenant(await host(api), **more)
    assert (made["DisplayName"], made["IsActive"], made["AdminPassword"]) == ("Acme Ltd", True, None)
    acme = await signed_in_to(api, "acme", password=SECRET)
    (admin,) = (await acme.get("Users"))["value"]
    assert (admin["FullName"], admin["EmailAddress"], admin["TenancyName"]) == ("Ann Lee", "a@example.org", "Acme")
    assert [row["DisplayName"] for row in (await acme.get("Folders"))["value"]] == ["Shared"]
    assert len((await acme.get("Roles"))["value"]) > 5


async def test_tenants_see_nothing_of_each_other(api: Api) -> None:
    await api.queue()
    acme = await administrator(api)
    folder = (await acme.get("Folders"))["value"][0]["Id"]
    headers = {"x-uipath-organizationunitid": str(folder)}
    assert (await acme.call("GET", "QueueDefinitions", headers=headers))["value"] == []
    assert (await acme.get("QueueDefinitions", 400))["errorCode"] == 1100
    for path in ("Users(1)", "Folders(1)", "Roles(1)"):
        await acme.get(path, 404)


async def test_a_token_opens_the_addresses_of_its_tenant_only(api: Api) -> None:
    acme = await administrator(api)
    await acme.get("/default/Acme/orchestrator_/odata/Users")
    await acme.get("/default/Default/orchestrator_/odata/Users", 403)
    await acme.get("/default/Nowhere/orchestrator_/odata/Users", 403)


async def test_names_mean_the_same_people_in_no_two_tenants(api: Api) -> None:
    await administrator(api)
    error = await sign_in(api, "admin", SECRET, 400, tenant="Default")
    assert error["errorCode"] == 1000


@pytest.mark.parametrize("name", ["1st", "a b", "-", "x"])
async def test_tenants_have_plain_names(api: Api, name: str) -> None:
    await (await host(api)).post("Tenants", 400, Name=name, AdminPassword=SECRET)


async def test_two_tenants_have_two_names(api: Api) -> None:
    error = await (await host(api)).post("Tenants", 409, Name="default", AdminPassword=SECRET)
    assert error["errorCode"] == 1001


async def test_a_tenant_is_changed(api: Api) -> None:
    of_host = await host(api)
    made = await tenant(of_host)
    assert await of_host.patch(f"Tenants({made['Id']})", DisplayName="Acme Inc") == {}
    assert (await of_host.get(f"Tenants({made['Id']})"))["DisplayName"] == "Acme Inc"


async def test_tenants_are_listed_without_the_host(api: Api) -> None:
    of_host = await host(api)
    await tenant(of_host)
    listed = await of_host.get("Tenants?skipLastLoginTime=false", orderby="Name", count="true")
    assert [row["Name"] for row in listed["value"]] == ["Acme", "Default"]
    default = listed["value"][1]
    assert (default["OrganizationName"], default["AdminUserKey"] is None) == ("default", False)
    assert default["LastLoginTime"] is None


async def test_only_the_host_knows_tenants(api: Api) -> None:
    for answer in (
        await api.get("Tenants", 403),
        await api.get("Tenants(1)", 403),
        await api.post("Tenants", 403, Name="Acme", AdminPassword=SECRET),
        await api.patch("Tenants(1)", 403, DisplayName="Mine"),
        await api.call("DELETE", "Tenants(1)", 403),
        await api.post(f"Tenants/{NS}.SetActive", 403, active=False, tenantIds=[1]),
        await api.get("/api/Maintenance/Get", 403),
    ):
        assert answer["unAuthorizedRequest"]


async def test_who_is_of_a_tenant_that_is_off_is_out_at_once(api: Api) -> None:
    acme, of_host = await administrator(api), await host(api)
    number = (await of_host.get("Tenants", filter="Name eq 'Acme'"))["value"][0]["Id"]
    await of_host.post(f"Tenants/{NS}.SetActive", active=False, tenantIds=[number])
    await acme.get("Users", 401)
    error = await sign_in(api, "admin", SECRET, 400, tenant="Acme")
    assert (error["errorCode"], error["message"]) == (1676, "Tenant Acme is disabled!")
    await of_host.post(f"Tenants/{NS}.SetActive", active=True, tenantIds=[number])
    await acme.get("Users")


async def test_an_unknown_tenant_is_told_at_sign_in(api: Api) -> None:
    assert (await sign_in(api, "admin", SECRET, 400, tenant="Nowhere"))["errorCode"] == 1667


async def test_a_deleted_tenant_is_gone_and_its_name_is_free(api: Api) -> None:
    acme, of_host = await administrator(api), await host(api)
    number = (await of_host.get("Tenants", filter="Name eq 'Acme'"))["value"][0]["Id"]
    await of_host.delete(f"Tenants({number})")
    await acme.get("Users", 401)
    assert (await sign_in(api, "admin", SECRET, 400, tenant="Acme"))["errorCode"] == 1667
    await tenant(of_host)
    await api.pass_time(hours=1)
    left = await api.podium.db.pool.fetchval("SELECT count(*) FROM users WHERE tenant_id = $1", number)
    assert left == 0
    assert await api.podium.db.pool.fetchval("SELECT count(*) FROM tenants WHERE id = $1", number) == 0
    await signed_in_to(api, "Acme", password=SECRET)


async def test_the_host_stays(api: Api) -> None:
    of_host = await host(api)
    number = await api.podium.db.pool.fetchval("SELECT id FROM tenants WHERE is_host")
    await of_host.call("DELETE", f"Tenants({number})", 409)
    await of_host.post(f"Tenants/{NS}.SetActive", 409, active=False, tenantIds=[number])
