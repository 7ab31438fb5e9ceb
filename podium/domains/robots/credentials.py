"""How robots and machines prove who they are: robot keys, machine keys, secrets of a machine's client."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from podium.domains.folders.gate import caller_of
from podium.domains.folders.grants import MADE_OF
from podium.domains.identity.models import User
from podium.domains.identity.permissions import OF_TENANT, RUNNING
from podium.domains.identity.queries import user_of
from podium.domains.robots.coverage import SERVED_OF, folders_served
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.machines import machine_with_key, secrets_of
from podium.domains.robots.queries.robots import robot_with_key
from podium.domains.settings import asking
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import installation, tenant_of
from podium.kernel.caller import Caller
from podium.kernel.context import Context
from podium.kernel.keys import key_of
from podium.kernel.secrets import fingerprint, same

CLAIM = "machine"
"""The claim that tokens of machines have and no other."""
ALWAYS = frozenset({"Logs.Create"})
"""What a robot may do whatever the roles of its account are."""
NO_ROBOT_KEYS = "Auth.Robot.EnforceAuthenticationToken"
SECRETS_WANTED = "Auth.UnattendedRobot.ForceClientCredentials"
PACKAGES = frozenset({"Packages.View", "FolderPackages.View", "Libraries.View"})
ACCOUNTS_MADE_OF = (Robot, User, Tenant, *MADE_OF)
MACHINES_MADE_OF = (Machine, Tenant, *SERVED_OF)
"""The tables from which is told who a robot or a machine is, and what it may do."""
OF_MACHINES = ALWAYS | {"FolderPackages.View"} | OF_TENANT.intersection(RUNNING)


async def robot_by_key(ctx: Context, text: str) -> Caller | None:
    """The account of a robot key, with the machine whose key came along."""
    robot = await ctx.first(robot_with_key(ctx, key)) if (key := key_of(text)) else None
    if robot is None or not robot.enabled or await asking.is_on(ctx, NO_ROBOT_KEYS, robot.tenant_id):
        return None
    caller = await account(ctx, robot)
    license_key = ctx.place.facts.get("x-robot-license")
    machine = await machine_by_key(ctx, license_key) if license_key else None
    return caller and replace(caller, machine_id=machine.machine_id if machine else robot.machine_id)


async def account(ctx: Context, robot: Robot) -> Caller | None:
    """A robot as a caller, with the permissions of its user; None if that user may not come in. From memory."""

    async def make() -> Caller | None:
        user = await ctx.first(user_of(ctx, robot.user_id or 0))
        caller = await caller_of(ctx, user) if user else None
        if caller is None:
            return None
        grants = {**caller.grants, None: caller.permissions(None) | ALWAYS}
        return replace(caller, grants=grants, robot_id=robot.id, robot_key=robot.key)

    return await ctx.remembered(("account", robot.id), ACCOUNTS_MADE_OF, make)


async def machine_by_key(ctx: Context, license_key: str) -> Caller | None:
    """The machine of a licence key: in the folders it serves it may do what robots may. From memory."""

    async def make() -> Caller | None:
        machine = await ctx.first(machine_with_key(ctx, license_key))
        if machine is None or not await _is_open(ctx, machine):
            return None
        grants: dict[int | None, frozenset[str]] = dict.fromkeys(await folders_served(ctx, machine), frozenset(RUNNING))
        grants[None] = OF_MACHINES
        return Caller(machine.name, None, machine.tenant_id, grants, application=license_key, machine_id=machine.id)

    return await ctx.remembered(("machine", license_key), MACHINES_MADE_OF, make)


async def machine_by_mere_key(ctx: Context, license_key: str) -> Caller | None:
    """The same, unless the tenant wants machines to show a secret as well."""
    caller = await machine_by_key(ctx, license_key)
    return None if caller is None or await asking.is_on(ctx, SECRETS_WANTED, caller.tenant_id) else caller


async def machine_of_token(ctx: Context, claims: Mapping[str, Any]) -> Caller | None:
    """The machine of a token: its client has shown a secret beside the key."""
    return await machine_by_key(ctx, str(claims[CLAIM]))


async def machine_client(ctx: Context, client_id: str, secret: str) -> Mapping[str, Any] | None:
    """The claims of a machine's token; the licence key is its client id."""
    machine = await ctx.first(machine_with_key(ctx, client_id))
    if machine is None or not await _is_open(ctx, machine):
        return None
    shown = fingerprint(secret)
    known = [row.secret_hash for row in await ctx.all(secrets_of(ctx, machine.id))]
    if not any(same(shown, one) for one in known):
        return None
    tenant = await ctx.first(tenant_of(ctx, machine.tenant_id))
    place = await ctx.one(installation(ctx), "Installation")
    about = {"prt_id": str(place.organization_key), "tenant": str(tenant.key) if tenant else None}
    return {"sub": str(machine.key), CLAIM: client_id, "client_id": client_id, **about}


async def _is_open(ctx: Context, machine: Machine) -> bool:
    tenant = await ctx.first(tenant_of(ctx, machine.tenant_id))
    return tenant is not None and tenant.is_active
