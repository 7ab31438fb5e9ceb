"""What is taken from somebody on one node is gone on the other with the next request."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from podium.app import SETUP, Podium, Settings, build, started
from podium.domains.identity.models import GroupMember, User, UserRole, UserType
from podium.domains.identity.queries import groups_of, role_named
from podium.kernel.context import Context
from tests.api import Api, Caller, Clock
from tests.databases import MASTER_KEY
from tests.folders.words import NS, assign, folder
from tests.identity.browser import CLI, Browser, exchange
from tests.identity.test_management import HERE, ROOT, ask, register
from tests.identity.words import PASSWORD, role, sign_in, user
from tests.tenants.words import SECRET, host, tenant

FAR = 10
"""So many seconds a notice may take: far more than it does."""


@pytest.fixture
async def other(podium: Podium, database_url: str, clock: Clock, tmp_path: Path) -> AsyncIterator[Podium]:
    """Another node on the same database."""
    made = build(Settings(database_url, MASTER_KEY, str(tmp_path / "files"), any_organization=True), clock)
    async with started(made, engine=False):
        yield made


def there(api: Api, other: Podium, token: str) -> Api:
    """The bearer of a token, at the other node."""
    return Api(other, api.clock, Caller(token, frozenset()), api.recorder, folder=None)


async def let_in(api: Api, other: Podium, token: str) -> Api:
    """The bearer of a token at the other node, which shows it users, and remembers it."""
    seen = there(api, other, token)
    await seen.get("Users")
    return seen


async def shut_out(api: Api, other: Podium, seen: Api, status: int = 401) -> None:
    """As soon as the other node has heard of it, it shows no users any more."""
    await heard(api, other)
    await seen.get("Users", status)


async def heard(api: Api, other: Podium) -> None:
    """The other node has heard all that was said so far: notices come in the order in which they were given."""

    async def say(ctx: Context) -> None:
        ctx.wake("the other node")

    with other.notices.sleeping("the other node") as event:
        await api.podium.db.alone(SETUP, say)
        await asyncio.wait_for(event.wait(), FAR)


async def ann(api: Api, **more: Any) -> tuple[Any, str]:
    """A user who may see users, and a token of hers."""
    await role(api, "people", "Users.View")
    made = await user(api, Password=PASSWORD, RolesList=["people"], **more)
    return made, await sign_in(api, "ann")


async def test_a_role_that_is_taken_away(api: Api, other: Podium) -> None:
    made, token = await ann(api)
    seen = await let_in(api, other, token)
    await api.post(f"Users({made['Id']})/{NS}.ToggleRole", role="people", toggle=False)
    await shut_out(api, other, seen, 403)


async def test_a_permission_that_is_taken_out_of_a_role(api: Api, other: Podium) -> None:
    _, token = await ann(api)
    seen = await let_in(api, other, token)
    (found,) = (await api.get("Roles", filter="Name eq 'people'"))["value"]
    await api.put(f"Roles({found['Id']})", Name="people", Permissions=[{"Name": "Audit.View", "IsGranted": True}])
    await shut_out(api, other, seen, 403)


async def test_a_folder_that_is_taken_away(api: Api, other: Podium) -> None:
    made, token = await ann(api)
    row, viewer = await folder(api, "Finance"), await role(api, "viewer", "Queues.View")
    await assign(api, made["Id"], row, viewer["Id"])
    seen, here = there(api, other, token), {"x-uipath-organizationunitid": str(row["Id"])}
    await seen.call("GET", "QueueDefinitions", headers=here)
    await api.post(f"Folders({row['Id']})/{NS}.RemoveUserFromFolder", 204, userId=made["Id"])
    await heard(api, other)
    await seen.call("GET", "QueueDefinitions", 403, headers=here)


async def test_a_user_who_is_switched_off(api: Api, other: Podium) -> None:
    made, token = await ann(api)
    seen = await let_in(api, other, token)
    await api.post(f"Users({made['Id']})/{NS}.SetActive", active=False)
    await shut_out(api, other, seen)


async def test_a_user_who_is_deleted(api: Api, other: Podium) -> None:
    made, token = await ann(api)
    seen = await let_in(api, other, token)
    await api.delete(f"Users({made['Id']})")
    await shut_out(api, other, seen)


async def test_a_tenant_that_is_switched_off(api: Api, other: Podium) -> None:
    of_host = await host(api)
    made = await tenant(of_host)
    seen = await let_in(api, other, await sign_in(api, "admin", SECRET, tenant="Acme"))
    await of_host.post(f"Tenants/{NS}.SetActive", active=False, tenantIds=[made["Id"]])
    await shut_out(api, other, seen)


async def test_a_password_that_is_changed(api: Api, other: Podium) -> None:
    made, token = await ann(api)
    seen = await let_in(api, other, token)
    await api.post(f"{ROOT}/User/{made['Key']}/changepassword", newPassword="another one 1")
    await shut_out(api, other, seen)


async def test_a_session_that_is_ended(api: Api, other: Podium) -> None:
    await ann(api)
    got = await exchange(api, await Browser(api).sign_in("ann", PASSWORD))
    seen = there(api, other, got["access_token"])
    (session,) = [one for one in await seen.get(f"{ROOT}/Account/Sessions") if one["clientId"]]
    here = Api(api.podium, api.clock, seen.caller, api.recorder)
    await here.delete(f"{ROOT}/Account/Sessions/{session['id']}")
    await shut_out(api, other, seen)


async def test_a_token_that_its_client_ends(api: Api, other: Podium) -> None:
    await ann(api)
    got = await exchange(api, await Browser(api).sign_in("ann", PASSWORD))
    seen = there(api, other, got["access_token"])
    await seen.get("Users")
    form = {"token": got["access_token"], "client_id": CLI}
    await api.nobody().call("POST", "/identity/connect/revocation", data=form)
    await heard(api, other)
    await seen.get("Users", 401)


async def test_a_tenant_that_is_deleted(api: Api, other: Podium) -> None:
    of_host = await host(api)
    made = await tenant(of_host)
    seen = there(api, other, await sign_in(api, "admin", SECRET, tenant="Acme"))
    await seen.get("Users")
    await of_host.delete(f"Tenants({made['Id']})")
    await heard(api, other)
    await seen.get("Users", 401)


async def test_a_group_that_is_left(api: Api, other: Podium) -> None:
    """What members hold by way of a group they hold no more."""
    made, token = await ann(api)
    await api.post(f"Users({made['Id']})/{NS}.ToggleRole", role="people", toggle=False)
    await join(api, made["Id"], "people")
    seen = there(api, other, token)
    await heard(api, other)
    await seen.get("Users")
    await leave(api, made["Id"])
    await heard(api, other)
    await seen.get("Users", 403)


async def join(api: Api, user_id: int, role_name: str) -> None:
    """Let a user belong to a new group of a directory that holds a role."""

    async def work(ctx: Context) -> None:
        here = ctx.within(1)
        group = await here.add(User(user_name="operators", type=UserType.DIRECTORY_GROUP))
        held = await here.one(role_named(here, role_name), role_name)
        here.record(UserRole(user_id=group.id, role_id=held.id, folder_id=0))
        here.record(GroupMember(group_id=group.id, user_id=user_id))

    await api.podium.db.alone(SETUP, work)


async def leave(api: Api, user_id: int) -> None:
    async def work(ctx: Context) -> None:
        for row in await ctx.all(groups_of(ctx, user_id)):
            ctx.remove(row)

    await api.podium.db.alone(SETUP, work)


async def test_a_personal_token_that_is_ended(api: Api, other: Podium) -> None:
    made = await api.post(f"{ROOT}/ReferenceToken", 201, name="laptop", scopes=["OR.Users.Read"])
    seen = await let_in(api, other, made["token"])
    await api.delete(f"{ROOT}/ReferenceToken/{made['id']}")
    await shut_out(api, other, seen)


async def test_an_application_that_is_deleted(api: Api, other: Podium) -> None:
    app = await register(api)
    seen = there(api, other, (await ask(api, app, app["secret"]))["access_token"])
    await seen.get("Users", 403)
    await api.delete(f"{ROOT}/ExternalClient/{HERE}/{app['id']}")
    await shut_out(api, other, seen)
