"""People and groups of a directory: found, added, signed in; and what happens when it is down."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from podium.app import SETUP
from podium.domains.identity.directory.connections import connect
from podium.domains.identity.directory.ldap import ANSWER, CONNECT
from podium.kernel.context import Context
from tests.api import Api
from tests.databases import PASSWORD
from tests.folders.words import NS, folder, members
from tests.identity.browser import CLI, Browser, exchange, token, told
from tests.identity.slapd import BASE, READER, SECRET, directory_server
from tests.identity.words import role, sign_in, user
from tools.skips import needs

SEARCH = "/api/DirectoryService/SearchForUsersAndGroups"
DOWN = "ldap://127.0.0.1:1"


@pytest.fixture(scope="module")
def slapd() -> Iterator[str]:
    with directory_server() as url:
        yield url


async def connected(api: Api, url: str, domain: str = "example.test", *, default: bool = True) -> None:
    async def work(ctx: Context) -> None:
        values = {"domain": domain, "url": url, "base": BASE, "reader": READER, "is_default": default}
        await connect(ctx.within(1), values, SECRET)

    await api.podium.db.alone(SETUP, work)


async def add(api: Api, name: str, kind: str, status: int = 201, **more: Any) -> Any:
    return await api.post("Users", status, UserName=name, Type=kind, Domain="example.test", **more)


async def password_grant(api: Api, name: str, password: str, status: int = 200) -> Any:
    form = {"grant_type": "password", "client_id": CLI, "scope": "OrchestratorApiUserAccess"}
    return await token(api, status, **form, username=name, password=password)


async def test_our_own_accounts_are_a_directory_as_well(api: Api) -> None:
    await user(api, "ann", Name="Ann", Surname="Lee")
    await user(api, "android", Type="Robot")
    caller = await api.only("SubFolders.Edit")
    found = await caller.get(f"{SEARCH}?domain=autogen&prefix=an&searchContext=All")
    assert [(one["type"], one["identityName"]) for one in found] == [("Robot", "android"), ("User", "ann")]
    found = await caller.get(f"{SEARCH}?prefix=LEE&searchContext=Users")
    assert [one["displayName"] for one in found] == ["Ann Lee"]
    assert await caller.get(f"{SEARCH}?prefix=an&searchContext=Groups") == []


async def test_without_a_directory_there_are_no_domains(api: Api) -> None:
    assert await (await api.only("Users.View")).get("/api/DirectoryService/GetDomains") == []
    error = await api.get(f"{SEARCH}?domain=nowhere&prefix=a", 400)
    assert error["errorCode"] == 1018


async def test_somebody_of_no_directory_cannot_be_added(api: Api) -> None:
    error = await api.post("Users", 400, UserName="ghost", Type="DirectoryUser", Domain="nowhere")
    assert error["errorCode"] == 1018
    error = await api.post("Users", 400, UserName="ghost", Type="DirectoryRobot", DirectoryIdentifier="none")
    assert error["errorCode"] == 1018
    body = {"Domain": "nowhere", "UserName": "ghost", "UserType": "DirectoryUser", "RolesPerFolder": []}
    assert (await api.post(f"Folders/{NS}.AssignDomainUser", 400, assignment=body))["errorCode"] == 1018


async def test_an_account_that_is_there_is_taken(api: Api) -> None:
    ann = await user(api, "ann")
    row, made = await folder(api, "Finance"), await role(api, "viewer", "Queues.View")
    body = {
        "Domain": "autogen",
        "UserName": "ann",
        "DirectoryIdentifier": ann["Key"],
        "UserType": "DirectoryUser",
        "RolesPerFolder": [{"FolderId": row["Id"], "RoleIds": [made["Id"]]}],
    }
    caller = await api.only("Units.Edit")
    for name in ("AssignDomainUser", "AssignDirectoryUser"):
        await caller.post(f"Folders/{NS}.{name}", 204, assignment=body)
    assert [one["UserEntity"]["Id"] for one in await members(api, row)] == [ann["Id"]]
    path = "/api/DirectoryService/GetDomainUserId"
    assert await caller.get(f"{path}?domain=autogen&userName=ann&userType=User") == ann["Id"]
    await caller.get(f"{path}?userName=nobody", 404)


async def test_whose_key_it_is_is_told(api: Api) -> None:
    ann, caller = await user(api, "ann", Name="Ann", EmailAddress="ann@example.test"), await api.only()
    path = f"/identity_/api/Directory/Resolve/{UUID(int=0)}"
    told = await caller.post(path, entityId=ann["Key"], entityType="User")
    assert (told["identityName"], told["displayName"], told["email"]) == ("ann", "Ann", "ann@example.test")
    await caller.post(path, 404, entityId=ann["Key"], entityType="Group")
    await caller.get(f"/identity_/api/Group/{UUID(int=0)}/{ann['Key']}", 404)


@needs("slapd")
async def test_people_and_groups_are_resolved_by_their_names(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    ann, caller = await user(api, "ann"), await api.only("Users.View")
    path = f"/identity_/api/Directory/BulkResolveByName/{UUID(int=0)}"
    told = await caller.post(path, entityNames=["ann", "alice", "nobody"], entityType="user")
    assert {name: one["source"] for name, one in told.items()} == {"ann": "local", "alice": "ldap"}
    assert told["ann"]["identifier"] == ann["Key"]
    told = await caller.post(path, entityNames=["operators", "ann"], entityType="group", scope="example.test")
    assert {name: one["objectType"] for name, one in told.items()} == {"operators": "DirectoryGroup"}
    assert await caller.post(path, entityNames=["alice"], entityType="application") == {}
    looked_for = await caller.get(
        f"/identity_/api/Directory/Search/{UUID(int=0)}?startsWith=al&sourceFilter=localUsers"
    )
    assert [one["identityName"] for one in looked_for] == ["alice"]
    scopes = await caller.get(f"/identity_/api/Directory/Scopes/{UUID(int=0)}")
    assert scopes == [{"name": "autogen", "isDefault": False}, {"name": "example.test", "isDefault": True}]
    types = "/identity_/api/DirectoryConnection/AvailableDirectoryTypes"
    assert await (await api.only("Settings.View")).get(types) == ["Ldap", "ActiveDirectory"]


@needs("slapd")
async def test_a_group_is_told_by_its_key(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    made = await add(api, "operators", "DirectoryGroup")
    told = await (await api.only()).get(f"/identity_/api/Group/{UUID(int=0)}/{made['Key']}")
    assert (told["id"], told["name"], told["displayName"]) == (made["Key"], "operators", "operators")


@needs("slapd")
async def test_people_and_groups_are_found(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    caller = await api.only("Users.View")
    domains = await caller.get("/api/DirectoryService/GetDomains")
    assert domains == [{"name": "example.test", "isDefault": True}]
    found = await caller.get(f"{SEARCH}?domain=example.test&prefix=al&searchContext=All")
    assert [(one["type"], one["identityName"], one["source"]) for one in found] == [("User", "alice", "ldap")]
    found = await caller.get(f"{SEARCH}?domain=example.test&prefix=op&searchContext=Groups")
    assert [one["displayName"] for one in found] == ["operators"]
    assert await caller.get(f"{SEARCH}?domain=example.test&prefix=*)(uid=*") == []


@needs("slapd")
async def test_somebody_of_a_directory_is_added_and_signs_in_there(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    made = await add(api, "alice", "DirectoryUser", RolesList=["Tenant Administrator"])
    assert (made["FullName"], made["EmailAddress"], made["AuthenticationSource"]) == (
        "Alice Doe",
        "alice@example.test",
        "example.test",
    )
    for name in ("alice", "example.test\\alice", "alice@example.test"):
        await exchange(api, await Browser(api).sign_in(name, "wonderland"))
    page = await Browser(api).authorize()
    assert (await Browser(api).send(page, username="alice", password="")).status_code == 400


@needs("slapd")
async def test_the_old_address_takes_passwords_of_ours_only(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    await add(api, "alice", "DirectoryUser")
    assert (await sign_in(api, "alice", "wonderland", 400))["errorCode"] == 1000


@needs("slapd")
async def test_members_of_a_group_hold_what_it_holds(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    row, made = await folder(api, "Finance"), await role(api, "viewer", "Queues.View")
    body = {
        "Domain": "example.test",
        "UserName": "operators",
        "UserType": "DirectoryGroup",
        "RolesPerFolder": [{"FolderId": row["Id"], "RoleIds": [made["Id"]]}],
    }
    await api.post(f"Folders/{NS}.AssignDomainUser", 204, assignment=body)
    got = await password_grant(api, "alice", "wonderland")
    headers = {"authorization": f"Bearer {got['access_token']}", "x-uipath-organizationunitid": str(row["Id"])}
    await api.call("GET", "QueueDefinitions", headers=headers)
    (alice,) = (await api.get("Users", filter="UserName eq 'alice'"))["value"]
    assert (alice["Type"], alice["ProvisionType"]) == ("DirectoryUser", "Automatic")
    held = await (await api.only("Users.View")).get("/api/DirectoryService/GetDirectoryPermissions?username=alice")
    assert [one["organizationUnits"][0]["organizationUnitName"] for one in held] == ["Finance"]
    assert (await password_grant(api, "bob", "hammer", 400))["error"] == "invalid_grant"


@needs("slapd")
async def test_whom_the_directory_does_not_know_cannot_be_added(api: Api, slapd: str) -> None:
    await connected(api, slapd)
    assert (await add(api, "ghost", "DirectoryUser", 404))["errorCode"] == 1413


async def test_while_a_directory_is_down_our_own_people_sign_in(api: Api) -> None:
    await connected(api, DOWN)
    await user(api, "ann", Password="open sesame 1")
    await sign_in(api, "ann", "open sesame 1")
    await Browser(api).sign_in("ann", "open sesame 1")
    assert told(await Browser(api).authorize(prompt="none"))["error"] == "login_required"


@pytest.mark.slow
async def test_while_a_directory_is_silent_nobody_else_waits(api: Api) -> None:
    """However many ask it; and who does is told within seconds."""
    await user(api, "ann", Password="open sesame 1")
    form = {"grant_type": "password", "client_id": CLI, "username": "alice", "password": PASSWORD}
    with socket.create_server(("127.0.0.1", 0)) as silent:
        await connected(api, f"ldap://127.0.0.1:{silent.getsockname()[1]}")
        asking = [asyncio.create_task(token(api, 400, **form)) for _ in range(12)]
        await sign_in(api, "ann", "open sesame 1")
        assert not any(task.done() for task in asking)
        async with asyncio.timeout(CONNECT + ANSWER + 2):
            answers = await asyncio.gather(*asking)
    assert {"example.test" in one["error_description"] for one in answers} == {True}


async def test_that_a_directory_is_down_is_told(api: Api) -> None:
    await connected(api, DOWN)
    assert (await add(api, "alice", "DirectoryUser", 400))["errorCode"] == 1408
    assert (await api.get(f"{SEARCH}?domain=example.test&prefix=a", 400))["errorCode"] == 1408
    form = {"grant_type": "password", "client_id": CLI, "username": "alice", "password": PASSWORD}
    assert "example.test" in (await token(api, 400, **form))["error_description"]
