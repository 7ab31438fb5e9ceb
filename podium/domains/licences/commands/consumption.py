"""Units of what is counted, not owned: acquired and released."""

from podium.domains.licences.errors import LicenseNotFound, NotEnoughRuntimeLicenses
from podium.domains.licences.models import Consumed, Consumption, ConsumptionResult
from podium.domains.licences.queries import consumed, licence_of
from podium.kernel.context import Context


async def acquire(ctx: Context, body: Consumed) -> ConsumptionResult:
    """Take units of something; the same reference replaces what it took before."""
    licence = await ctx.first(licence_of(ctx, ctx.tenant_id))
    most = licence.limits.get(body.type) if licence else None
    if body.count < 0:
        raise NotEnoughRuntimeLicenses
    rows = {row.reference: row for row in await ctx.all(consumed(ctx, body.type))}
    before = rows.pop(body.reference, None)
    if most is not None and body.count + sum(row.count for row in rows.values()) > most:
        raise NotEnoughRuntimeLicenses
    if before is None:
        ctx.record(Consumption(type=body.type, reference=body.reference, count=body.count))
    else:
        before.count = body.count
    return ConsumptionResult()


async def release(ctx: Context, body: Consumed) -> ConsumptionResult:
    """Give units back."""
    row = next((one for one in await ctx.all(consumed(ctx, body.type)) if one.reference == body.reference), None)
    if row is None:
        raise LicenseNotFound
    if row.count <= body.count:
        ctx.remove(row)
    else:
        row.count -= body.count
    return ConsumptionResult()
