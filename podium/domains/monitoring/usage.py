"""How much of its licence a tenant used, day by day."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from podium.domains.robots.licensing import licence
from podium.domains.tenants.queries import tenants
from podium.engine.ticks import Tick
from podium.kernel.context import Context
from podium.kernel.entity import Col, InTenant, Record, field
from podium.kernel.statements import prepared

KEPT = timedelta(days=400)


class LicenseUse(InTenant, Record, table="license_uses"):
    """The most that a tenant used of a kind of robot on a day."""

    tenant_id: Col[int] = field(primary_key=True)
    day: Col[datetime] = field(primary_key=True)
    robot_type: Col[str] = field(sa.String(64), primary_key=True)
    count: Col[int] = field()


@prepared
def uses_of(ctx: Context, tenant: int, since: datetime) -> sa.Select[LicenseUse]:
    uses = ctx.everywhere(LicenseUse).where(LicenseUse.tenant_id == tenant, LicenseUse.day >= since)
    return uses.order_by(LicenseUse.day, LicenseUse.robot_type)


@prepared
def uses_before(ctx: Context, until: datetime) -> sa.Select[LicenseUse]:
    return ctx.everywhere(LicenseUse).where(LicenseUse.day < until)


async def note_use(ctx: Context) -> int:
    """Note what every tenant uses, if it is more than was noted today; forget what is long ago."""
    day = ctx.now.replace(hour=0, minute=0, second=0, microsecond=0)
    for tenant in await ctx.all(tenants(ctx)):
        noted = {use.robot_type: use for use in await ctx.all(uses_of(ctx, tenant.id, day))}
        for kind, count in (await licence(ctx.within(tenant.id))).used.items():
            if kind in noted:
                noted[kind].count = max(count, noted[kind].count)
            else:
                ctx.record(LicenseUse(tenant_id=tenant.id, day=day, robot_type=kind, count=count))
    await ctx.erase(uses_before(ctx, day - KEPT))
    return 0


TICKS = [Tick(note_use, every=timedelta(hours=1))]
