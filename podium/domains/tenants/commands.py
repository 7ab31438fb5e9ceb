"""What can be done to tenants; by the host."""

from podium.domains.tenants.errors import BadTenantName, HostStays
from podium.domains.tenants.events import TenantCreated
from podium.domains.tenants.host import demand_host
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import tenants
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import BadRequest
from podium.kernel.statements import Bound


async def every(ctx: Context, skip_last_login_time: bool = False) -> Bound[Tenant]:
    """The tenants; when somebody last signed in to them is not told to who does not want to know."""
    await demand_host(ctx)
    return tenants(ctx)


async def one(ctx: Context, row: Tenant) -> Tenant:
    await demand_host(ctx)
    return _living(row)


async def create(ctx: Context, changes: Changes) -> Tenant:
    """Make a tenant with its roles, an administrator and all that belongs to the beginning."""
    await demand_host(ctx)
    password = changes.pop("admin_password") or ""
    if not password:
        raise BadRequest(why="The AdminPassword field is required.", field="AdminPassword")
    return await make(ctx, Tenant(**changes), password)


async def make(ctx: Context, new: Tenant, password: str) -> Tenant:
    """Make a tenant; whether the caller may is not asked here."""
    _named(new.name)
    new.display_name = new.display_name or new.name
    await ctx.add(new)
    ctx.emit(TenantCreated(tenant_id=new.id, admin_password=password, is_host=new.is_host))
    return new


async def edit(ctx: Context, row: Tenant, changes: Changes) -> None:
    """Change what was sent of a tenant; the password of its administrator is not changed here."""
    await demand_host(ctx)
    _living(row)
    changes.pop("admin_password", None)
    _named(changes.get("name", row.name))
    for attribute, value in changes.items():
        setattr(row, attribute, value)


async def delete(ctx: Context, row: Tenant) -> None:
    """Delete a tenant: it is gone for everybody, and what it held goes little by little."""
    await demand_host(ctx)
    end(ctx, row)


def end(ctx: Context, row: Tenant) -> None:
    """Delete a tenant, for an operator."""
    _living(row).deleted = ctx.now
    row.is_active = False


async def set_active(ctx: Context, active: bool, tenant_ids: list[int]) -> None:
    """Switch tenants on or off; who is signed in to one that is off is out at once."""
    await demand_host(ctx)
    for number in tenant_ids:
        _living(await ctx.get(Tenant, number)).is_active = active


def _living(row: Tenant) -> Tenant:
    if row.is_host or row.deleted is not None:
        raise HostStays(why="This is no tenant.")
    return row


def _named(name: str) -> None:
    if len(name) < 2 or not name[0].isalpha() or not all(c.isalnum() or c in "-_" for c in name):
        raise BadTenantName(
            why="A name begins with a letter, and has letters, digits, hyphens and underscores only.", field="Name"
        )
