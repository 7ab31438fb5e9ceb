"""The host: where tenants are made and switched off, by administrators of its own."""

from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import Forbidden


async def is_host(ctx: Context, tenant_id: int) -> bool:
    tenant = await ctx.first(tenant_of(ctx, tenant_id))
    return tenant is not None and tenant.is_host


async def demand_host(ctx: Context) -> None:
    """Refuse callers who are not of the host."""
    if not await is_host(ctx, ctx.caller.tenant_id):
        raise Forbidden(missing="to be signed in to the host")
