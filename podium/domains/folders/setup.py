"""The first start: an organization, a host, a tenant with its roles, administrators, a folder to begin in."""

from dataclasses import dataclass

from podium.domains.folders.models import Folder
from podium.domains.identity import builtin, passwords
from podium.domains.identity.builtin import ADMIN
from podium.domains.identity.queries import user_named
from podium.domains.identity.sign_in import DEFAULT_TENANT
from podium.domains.tenants import commands as tenants
from podium.domains.tenants.events import TenantCreated
from podium.domains.tenants.models import Installation, Tenant
from podium.domains.tenants.queries import installation, tenant_named
from podium.kernel.context import Context
from podium.kernel.secrets import random_secret

HOST, SHARED = "Host", "Shared"


@dataclass(frozen=True)
class Wishes:
    """What the operator may say beforehand; an empty password is generated."""

    organization: str = "default"
    admin_password: str = ""
    client_id: str = ""
    client_secret: str = ""


async def set_up(ctx: Context, wishes: Wishes) -> str | None:
    """Make what every installation has; gives the administrator's password if it was generated now."""
    if await ctx.first(installation(ctx)) is None:
        ctx.record(Installation(id=1, organization=wishes.organization))
    await builtin.keys_and_clients(ctx)
    password = wishes.admin_password or random_secret(12)
    if await ctx.first(tenant_named(ctx, DEFAULT_TENANT)) is None:
        await tenants.make(ctx, Tenant(name=DEFAULT_TENANT), password)
        await tenants.make(ctx, Tenant(name=HOST, is_host=True), password)
        return None if wishes.admin_password else password
    if wishes.admin_password:
        for name in (DEFAULT_TENANT, HOST):
            await _set_password(ctx, name, wishes.admin_password)
    return None


async def set_application(ctx: Context, wishes: Wishes) -> None:
    """Let the application that the operator wishes for come in, with all that an administrator may do."""
    if wishes.client_id and wishes.client_secret:
        tenant = await ctx.one(tenant_named(ctx, DEFAULT_TENANT), DEFAULT_TENANT)
        await builtin.set_application(ctx.within(tenant.id), wishes.client_id, wishes.client_secret)


async def first_folder(ctx: Context, event: TenantCreated) -> None:
    """Give a new tenant a folder to begin in."""
    if not event.is_host:
        await ctx.within(event.tenant_id).add(Folder(display_name=SHARED, fully_qualified_name=SHARED))


async def _set_password(ctx: Context, tenant: str, password: str) -> None:
    """The operator's word is above the policy."""
    found = await ctx.one(tenant_named(ctx, tenant), tenant)
    admin = await ctx.one(user_named(ctx, found.id, ADMIN), ADMIN)
    await passwords.restore(ctx, admin, password)
