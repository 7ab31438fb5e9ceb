"""Licences limit what there may be; without one there are no limits."""

import json
from pathlib import Path
from typing import Any

import pytest

from podium.domains.licences.signing import new_key, opened, public_key, sign
from tests.api import Api
from tests.jobs.words import Robot, account, process, robot, running, start
from tests.licences.words import file, limited
from tests.robots.words import Service, machine
from tests.servers import podium
from tests.tenants.words import host

REQUEST = {"licenseKey": "KEY-1", "environment": "test", "email": "a@b.c"}


async def licence(api: Api) -> Any:
    return await api.get("Settings/GetLicense")


async def test_there_are_no_limits_at_first(api: Api) -> None:
    await machine(api, UnattendedSlots=1000)
    seen = await licence(await api.only())
    assert (seen["IsRegistered"], seen["IsExpired"], seen["Allowed"]) == (True, False, {})
    assert seen["Used"] == {"Unattended": 1000}


async def test_a_licence_is_given_and_taken_away(api: Api) -> None:
    giver, taker = await api.only("License.Create"), await api.only("License.Delete")
    await giver.call("POST", "Settings/UploadLicense", files=file(allowed={"Unattended": 5}))
    assert (await licence(api))["Allowed"] == {"Unattended": 5}
    again = await giver.call("POST", "Settings/UploadLicense", 409, files=file())
    assert again["errorCode"] == 1902
    await giver.call("POST", "Settings/ActivateLicenseOffline", files=file("L2"))
    await giver.call("POST", "Settings/ActivateLicenseOnline", json=REQUEST)
    assert (await licence(api))["Code"] == "KEY-1"
    await (await api.only("License.Edit")).call("POST", "Settings/UpdateLicenseOnline")
    assert (await giver.call("POST", "Settings/GetLicenseOffline", json=REQUEST))["value"]
    await taker.call("POST", "Settings/DeactivateLicenseOnline")
    assert (await taker.call("POST", "Settings/DeleteLicense", 409))["errorCode"] == 1912
    await giver.call("POST", "Settings/ActivateLicenseOnline", json=REQUEST)
    assert (await taker.call("POST", "Settings/GetDeactivateLicenseOffline"))["value"]
    await giver.call("POST", "Settings/ActivateLicenseOnline", json=REQUEST)
    await taker.call("POST", "Settings/DeleteLicense")
    assert (await licence(api))["Code"] is None


NO_LICENCES: list[tuple[dict[str, Any], int, int]] = [
    ({"expires": "2029-01-01T00:00:00Z"}, 1901, 409),
    ({"allowed": {"Unattended": "many"}}, 1903, 400),
]


@pytest.mark.parametrize(("content", "code", "status"), NO_LICENCES)
async def test_a_file_must_hold_a_licence_that_is_valid(
    api: Api, content: dict[str, Any], code: int, status: int
) -> None:
    answer = await api.call("POST", "Settings/UploadLicense", status, files=file(**content))
    assert answer["errorCode"] == code


SLOTS = [("UnattendedSlots", "Unattended", 1911), ("NonProductionSlots", "NonProduction", 1910)]


@pytest.mark.parametrize(("slots", "kind", "code"), [*SLOTS, ("HeadlessSlots", "Headless", 1916)])
async def test_machines_have_no_more_runtimes_than_the_licence(api: Api, slots: str, kind: str, code: int) -> None:
    await limited(api, **{kind: 2})
    offered: dict[str, Any] = {"UnattendedSlots": 0, slots: 2}
    made = await machine(api, folder=None, **offered)
    assert (await api.post("Machines", 409, Name="Other", **{slots: 1}))["errorCode"] == code
    assert (await api.patch(f"Machines({made['Id']})", 409, **{slots: 3}))["errorCode"] == code


KINDS = [("Attended", 1907), ("Development", 1908), ("StudioX", 1904)]


@pytest.mark.parametrize(("kind", "code"), KINDS)
async def test_there_are_no_more_robots_of_people_than_the_licence(api: Api, kind: str, code: int) -> None:
    await limited(api, **{kind: 1})
    await api.post("Robots", 201, Name="one", Type=kind, HostingType="Floating")
    assert (await api.post("Robots", 409, Name="two", Type=kind, HostingType="Floating"))["errorCode"] == code


STANDING = [("Unattended", 1905), ("NonProduction", 1906)]


@pytest.mark.parametrize(("kind", "code"), STANDING)
async def test_there_are_no_more_standing_robots_than_the_licence(api: Api, kind: str, code: int) -> None:
    await limited(api, **{kind: 0})
    made = await machine(api, UnattendedSlots=0, folder=None)
    body = {"Name": "one", "Type": kind, "HostingType": "Standard", "MachineId": made["Id"]}
    assert (await api.post("Robots", 409, **body))["errorCode"] == code


async def test_jobs_start_until_the_licence_and_its_grace_end(api: Api) -> None:
    key = await process(api)
    await account(api)
    await machine(api)
    expires: dict[str, Any] = {"expires": "2030-01-02T00:00:00Z", "graceDays": 1}
    await api.call("POST", "Settings/UploadLicense", files=file(**expires))
    api.clock.pass_(days=1)
    await start(api, key)
    api.clock.pass_(days=1)
    assert (await start(api, key, 409))["errorCode"] == 1673


async def test_a_licence_without_runtimes_starts_no_jobs(api: Api) -> None:
    key = await process(api)
    await account(api)
    await machine(api)
    await limited(api, Unattended=0)
    assert (await start(api, key, 409))["errorCode"] == 1201


async def test_hosts_beyond_the_licence_get_no_jobs(api: Api) -> None:
    key = await process(api)
    await account(api)
    made = await machine(api, UnattendedSlots=1)
    await limited(api, Unattended=1)
    bots = [Robot(Service(api, made["LicenseKey"], name)) for name in ("host-1", "host-2")]
    for bot in bots:
        await bot.beat()
    await start(api, key, JobsCount=2)
    assert [len(await bot.beat()) for bot in bots] == [1, 0]
    path = "LicensesRuntime/GetLicensesRuntime(robotType='Unattended')"
    rows = (await (await api.only("License.View")).get(path))["value"]
    assert [(row["HostMachineName"], row["IsLicensed"], row["ExecutingCount"]) for row in rows] == [
        ("host-1", True, 1),
        ("host-2", False, 0),
    ]


async def test_the_runtimes_of_a_machine_are_switched_off_and_on(api: Api) -> None:
    bot, command, _ = await running(api)
    (made,) = (await api.get("Machines"))["value"]
    path = f"LicensesRuntime('{made['Key']}')/ToggleEnabled"
    editor = await api.only("Machines.Edit")
    body = {"key": made["Key"], "robotType": "Unattended", "enabled": False}
    await editor.post(path, 409, **body)
    await bot.report(command, "Successful")
    await editor.post(path, **body)
    await start(api, command["data"]["processKey"], 409)
    await editor.post(path, **{**body, "enabled": True})
    await start(api, command["data"]["processKey"])
    assert (await editor.post(path, 409, **{**body, "robotType": "Headless"}))["errorCode"] == 1913


async def test_robots_of_old_ask_for_their_licence(api: Api) -> None:
    made = await machine(api)
    service = Service(api, made["LicenseKey"])
    bot = await api.post("Robots", 201, Name="bot", Username="bot", Type="Attended", HostingType="Floating")
    await service.post("AcquireLicense", {"userName": "bot"})
    await service.post("ReleaseLicense", {"userName": "bot"}, 204)
    await limited(api, Attended=0)
    assert (await service.post("AcquireLicense", {"userName": "bot"}, 409))["errorCode"] == 1913
    await api.post("Robots/ToggleEnabledStatus", robotIds=[bot["Id"]], enabled=False)
    assert (await service.post("AcquireLicense", {"userName": "bot"}, 409))["errorCode"] == 1909
    await robot(api, "host-2", "Other", UnattendedSlots=1)
    await account(api, "worker")
    await api.call("POST", "Settings/UploadLicense", files=file("L2", allowed={"Unattended": 1}))
    assert (await service.post("AcquireLicense", {"userName": "worker"}, 409))["errorCode"] == 1914


async def test_users_with_robots_are_named(api: Api) -> None:
    await api.post("Users", 201, UserName="ann", RobotProvision={"UserName": "ann"})
    service = Service(api, (await machine(api))["LicenseKey"])
    await service.post("BeginSession", {"userName": "ann"})
    viewer = await api.only("License.View")
    (named,) = (await viewer.get("LicensesNamedUser/GetLicensesNamedUser(robotType='Attended')"))["value"]
    assert (named["UserName"], named["IsLicensed"], named["ActiveMachineNames"]) == ("ann", True, ["host-1"])


async def test_units_are_acquired_and_released(api: Api) -> None:
    await limited(api, AIUnits=10)
    caller = await api.only()
    units = {"reference": "job-1", "type": "AIUnits", "count": 8}
    taken = await caller.call("POST", "/api/Licensing/Acquire", json=units)
    assert taken == {"isSuccess": True, "errorCode": None, "errorMessage": None}
    other = {**units, "reference": "job-2"}
    assert (await caller.call("POST", "/api/Licensing/Acquire", 409, json=other))["errorCode"] == 1915
    await caller.call("PUT", "/api/Licensing/Release", json=units)
    await caller.call("POST", "/api/Licensing/Acquire", json=other)
    assert (await caller.call("PUT", "/api/Licensing/Release", 404, json=units))["errorCode"] == 1900


async def test_the_host_shares_its_licence_out(api: Api) -> None:
    of_host = await host(api)
    await (await api.only()).get("HostLicenses", 403)
    made = await of_host.call("POST", "HostLicenses/UploadLicense", files=file(allowed={"Unattended": 5, "Tenants": 1}))
    key = await process(api)
    await account(api)
    made_machine = await machine(api)
    assert (await start(api, key, 409))["errorCode"] == 1672
    await of_host.post("HostLicenses/SetTenantLicense", license={"TenantId": 1, "HostLicenseId": made["Id"]})
    await start(api, key)
    assert (await of_host.get("HostLicenses/GetTenantLicense(tenantId=1)"))["HostLicenseId"] == made["Id"]
    assert [row["TenantsCount"] for row in (await of_host.get("HostLicenses"))["value"]] == [1]
    assert (await of_host.get(f"HostLicenses({made['Id']})"))["Code"] == "L1"
    await of_host.post("HostLicenses/DeleteTenantLicense", tenantId=1)
    await of_host.delete(f"HostLicenses({made['Id']})")
    assert (await of_host.get(f"HostLicenses({made['Id']})", 404))["errorCode"] == 1900
    assert made_machine["Id"]


async def test_the_host_gives_only_what_there_is(api: Api) -> None:
    of_host = await host(api)

    async def give(tenant: int | None, licence: int | None, status: int = 409) -> int:
        body = {"TenantId": tenant, "HostLicenseId": licence}
        return int((await of_host.post("HostLicenses/SetTenantLicense", status, license=body))["errorCode"])

    assert await give(1, 99) == 1919
    assert await give(None, 99, 400) == 1920
    await machine(api, UnattendedSlots=9)
    small = await of_host.call("POST", "HostLicenses/UploadLicense", files=file(allowed={"Unattended": 5}))
    assert await give(1, small["Id"]) == 1917
    none = await of_host.call("POST", "HostLicenses/UploadLicense", files=file("L2", allowed={"Tenants": 0}))
    assert await give(1, none["Id"]) == 1918


async def test_licences_of_the_host_are_activated_and_given_up(api: Api) -> None:
    of_host = await host(api)
    assert (await of_host.call("POST", "HostLicenses/UpdateLicenseOnline", 409))["errorCode"] == 1912
    await of_host.call("POST", "HostLicenses/ActivateLicenseOffline", files=file())
    await of_host.call("POST", "HostLicenses/ActivateLicenseOnline", json=REQUEST)
    await of_host.call("POST", "HostLicenses/UpdateLicenseOnline")
    assert (await of_host.call("POST", "HostLicenses/GetLicenseOffline", json=REQUEST))["value"]
    await of_host.call("POST", "HostLicenses/DeactivateLicenseOnline", json={})
    assert (await of_host.get("HostLicenses"))["value"] == []
    await of_host.call("POST", "HostLicenses/ActivateLicenseOnline", json=REQUEST)
    assert (await of_host.call("POST", "HostLicenses/GetDeactivateLicenseOffline", json={}))["value"]


async def test_concurrent_licences_are_taken_by_those_who_are_connected(api: Api) -> None:
    await api.call("POST", "Settings/UploadLicense", files=file(allowed={"Attended": 1}, concurrent=["Attended"]))
    for name in ("ann", "bob"):
        await api.post("Robots", 201, Name=name, Username=name, Type="Attended", HostingType="Floating")
    service = Service(api, (await machine(api))["LicenseKey"])
    ann = await service.post("BeginSession", {"userName": "ann"})
    bob = await service.post("BeginSession", {"userName": "bob"})
    assert (ann["hasLicense"], bob["hasLicense"]) == (True, False)
    await service.post("EndSession", {"userName": "bob"}, 204)
    seen = await licence(api)
    assert (seen["AttendedConcurrent"], seen["Used"]["Attended"]) == (True, 1)
    await service.post("EndSession", {"userName": "ann"}, 204)
    assert (await service.post("BeginSession", {"userName": "bob"}))["hasLicense"]


async def test_named_licences_are_taken_by_those_who_came_first(api: Api) -> None:
    for name in ("ann", "bob"):
        await api.post("Robots", 201, Name=name, Username=name, Type="Attended", HostingType="Floating")
    await limited(api, Attended=1)
    service = Service(api, (await machine(api))["LicenseKey"])
    assert (await service.post("BeginSession", {"userName": "ann"}))["hasLicense"]
    assert not (await service.post("BeginSession", {"userName": "bob"}))["hasLicense"]


async def test_where_a_key_is_trusted_only_what_it_has_signed_is_taken(api: Api) -> None:
    key, other = new_key(), new_key()
    setting = {"Name": "Podium.Licences.PublicKey", "Value": public_key(key)}
    await (await host(api)).post("Settings/UpdateBulk", settings=[setting])

    async def upload(content: bytes, status: int) -> Any:
        sent = {"file": ("license.json", content, "application/json")}
        return await api.call("POST", "Settings/UploadLicense", status, files=sent)

    content = json.dumps({"code": "L1", "allowed": {"Unattended": 7}}).encode()
    assert (await upload(content, 400))["errorCode"] == 1903
    assert (await upload(sign(content, other), 400))["errorCode"] == 1903
    assert (await api.call("POST", "Settings/ActivateLicenseOnline", 400, json=REQUEST))["errorCode"] == 1903
    await upload(sign(content, key), 200)
    assert (await licence(api))["Allowed"] == {"Unattended": 7}


async def test_a_signed_file_is_taken_where_no_key_is_trusted(api: Api) -> None:
    content = json.dumps({"code": "L1", "allowed": {"Unattended": 7}}).encode()
    signed = {"file": ("license.json", sign(content, new_key()), "application/json")}
    await api.call("POST", "Settings/UploadLicense", files=signed)
    assert (await licence(api))["Allowed"] == {"Unattended": 7}


def test_licences_are_signed_on_the_command_line(tmp_path: Path) -> None:
    key, plain, signed = tmp_path / "key", tmp_path / "licence.json", tmp_path / "signed.json"
    plain.write_text('{"code": "L1"}')
    told = podium("licence", "key", str(key))
    podium("licence", "sign", str(plain), "--key", str(key), "--to", str(signed))
    assert opened(signed.read_bytes(), told.split()[-1]) == plain.read_bytes()
    assert key.stat().st_mode & 0o077 == 0
    assert "cannot be written" in podium("licence", "key", str(key), status=1)
