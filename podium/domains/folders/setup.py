"""The first start: an organization, a host, a tenant with its roles, administrators, a folder to begin in."""

from dataclasses import dataclass

from podium.domains.folders.models import Folder
from podium.domains.identity import builtin, passwords
from podium.domains.identity.builtin import ADMIN
from podium.domains.identity.queries import user_named
from podium.domains.tenants.models import Installation, Tenant
from podium.domains.tenants.queries import installation, tenant_named
from podium.kernel.context import Context
from podium.kernel.secrets import random_secret

DEFAULT_TENANT, HOST, SHARED = "Default", "Host", "Shared"


@dataclass(frozen=True)
class Wishes:
    """What the operator may say beforehand; an empty password is generated."""

    organization: str = "default"
    admin_password: str = ""
    client_id: str = ""
    client_secret: str = ""


async def set_up(ctx: Context, wishes: Wishes) -> str | None:
    """Make what every installation has; gives the administrator's password if it was generated now."""
    if not await ctx.all(installation(ctx)):
        ctx.record(Installation(id=1, organization=wishes.organization))
    await builtin.keys_and_clients(ctx)
    password = wishes.admin_password or f"{random_secret(12)}a1"
    tenant = await ctx.first(tenant_named(ctx, DEFAULT_TENANT))
    is_new = tenant is None
    if tenant is None:
        tenant = await new_tenant(ctx, DEFAULT_TENANT, password)
        await new_tenant(ctx, HOST, password, is_host=True)
    elif wishes.admin_password:
        await _set_password(ctx, tenant, password)
    ctx.tenant_id = tenant.id
    await ctx.settle()
    if wishes.client_id and wishes.client_secret:
        await builtin.set_application(ctx, wishes.client_id, wishes.client_secret)
    return password if is_new and not wishes.admin_password else None


async def new_tenant(ctx: Context, name: str, password: str, *, is_host: bool = False) -> Tenant:
    """A tenant with its built-in roles, its administrator and its first folder."""
    tenant = await ctx.add(Tenant(name=name, display_name=name, is_host=is_host))
    ctx.tenant_id = tenant.id
    await builtin.furnish(ctx, password)
    if not is_host:
        await ctx.add(Folder(display_name=SHARED, fully_qualified_name=SHARED))
    return tenant


async def _set_password(ctx: Context, tenant: Tenant, password: str) -> None:
    """The operator's word is above the policy: the last passwords may be taken again."""
    ctx.tenant_id = tenant.id
    admin = await ctx.one(user_named(ctx, tenant.id, ADMIN), ADMIN)
    await passwords.restore(ctx, admin, password)
