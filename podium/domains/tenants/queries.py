"""Tenants by name and by key."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.tenants.models import Installation, Tenant
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def installation(ctx: Context) -> sa.Select[Installation]:
    return ctx.everywhere(Installation)


@prepared
def tenant_named(ctx: Context, name: str) -> sa.Select[Tenant]:
    return ctx.everywhere(Tenant).where(sa.func.lower(Tenant.name) == sa.func.lower(name))


@prepared
def tenant_keyed(ctx: Context, key: UUID) -> sa.Select[Tenant]:
    return ctx.everywhere(Tenant).where(Tenant.key == key)


@prepared
def tenant_of(ctx: Context, tenant: int) -> sa.Select[Tenant]:
    return ctx.everywhere(Tenant).where(Tenant.id == tenant)
