"""What the portal tells: of which organization and tenant somebody is."""

from podium.domains.tenants.queries import installation, tenant_of
from podium.kernel.context import Context
from podium.odata.wire import Plain


class Named(Plain):
    id: str
    name: str


class TenantsAndOrganization(Plain):
    tenants: list[Named]
    organization: Named


async def tenants_and_organization(ctx: Context) -> TenantsAndOrganization:
    """The organization, and the tenant of the caller: others are nothing to it."""
    place = await ctx.one(installation(ctx), "Installation")
    tenant = await ctx.one(tenant_of(ctx, ctx.caller.tenant_id), "Tenant")
    return TenantsAndOrganization(
        tenants=[Named(id=str(tenant.key), name=tenant.name)],
        organization=Named(id=str(place.organization_key), name=place.organization),
    )
