"""For how long lines are kept, and the parts in which they lie until then."""

from datetime import date, datetime, timedelta

from podium.domains.logs.models import RobotLog
from podium.domains.settings import asking
from podium.domains.tenants.queries import tenants
from podium.kernel.context import Context
from podium.kernel.parts import Part

KEPT_DAYS = "Podium.Logs.KeptDays"
AHEAD = timedelta(days=7)
"""So long before its first line a part is made."""
DAY = timedelta(days=1)
BATCH = 5000
"""Lines that are forgotten at once."""


async def make_parts(ctx: Context) -> int:
    """Lines lie in parts of a day, so that old ones go with their part; of a month where some are kept for ever."""
    made, until = 0, max([ctx.now.date(), *(part.until for part in await ctx.parts(RobotLog))])
    by_month = not all((await _kept(ctx)).values())
    while until < (ctx.now + AHEAD).date():
        since, until = until, _next_month(until) if by_month else until + DAY
        await ctx.add_part(RobotLog, Part(since, until))
        made += 1
    return made


async def drop_old_parts(ctx: Context) -> int:
    """A part goes when no tenant wants any of its lines."""
    kept = (await _kept(ctx)).values()
    old = [part for part in await ctx.parts(RobotLog) if part.until <= _first_day(ctx, max(kept)).date()]
    gone = old if all(kept) else []
    for part in gone:
        await ctx.drop_part(RobotLog, part)
    return len(gone)


async def forget_old_lines(ctx: Context) -> int:
    """Forget the lines of tenants who keep them for a shorter time than others."""
    gone = 0
    for tenant, days in (await _kept(ctx)).items():
        if days:
            old = ctx.everywhere(RobotLog).where(RobotLog.tenant_id == tenant)
            gone += await ctx.erase(old.where(RobotLog.time_stamp < _first_day(ctx, days)).limit(BATCH))
    return min(gone, BATCH)


async def _kept(ctx: Context) -> dict[int, int]:
    """For how many days each tenant wants its lines; 0 for ever."""
    return {tenant.id: int(await asking.text(ctx, KEPT_DAYS, tenant.id)) for tenant in await ctx.all(tenants(ctx))}


def _first_day(ctx: Context, days: int) -> datetime:
    """The beginning of the first day whose lines are still wanted: days are kept as a whole."""
    return (ctx.now - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
