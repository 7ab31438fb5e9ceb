"""What the licence of a tenant allows; without one, everything."""

from podium.domains.licences.errors import LicenseExpiredCannotStartJobs, UnregisteredCannotStartJobs
from podium.domains.licences.models import RobotType
from podium.domains.licences.queries import host_licences, licence_of
from podium.kernel.context import Context
from podium.kernel.errors import ApiError


async def limit(ctx: Context, kind: str) -> int | None:
    """How many there may be of a kind; None for any number."""
    licence = await ctx.first(licence_of(ctx, ctx.tenant_id))
    return licence.limits.get(kind) if licence else None


async def is_concurrent(ctx: Context, kind: RobotType) -> bool:
    """Are licences of a kind taken by those who are connected, and not by all there are?"""
    licence = await ctx.first(licence_of(ctx, ctx.tenant_id))
    return licence is not None and kind in licence.concurrent_kinds


async def check(ctx: Context, kind: str, count: int, error: type[ApiError]) -> None:
    """Refuse to have ``count`` of a kind where the licence allows fewer."""
    most = await limit(ctx, kind)
    if most is not None and count > most:
        raise error(name=str(kind))


async def check_jobs_may_start(ctx: Context) -> None:
    """Refuse where the tenant's licence has ended, or where all other tenants need one and this one has none."""
    licence = await ctx.first(licence_of(ctx, ctx.tenant_id))
    if licence is None and await ctx.all(host_licences(ctx)):
        raise UnregisteredCannotStartJobs
    if licence is not None and licence.ends <= ctx.now:
        raise LicenseExpiredCannotStartJobs
