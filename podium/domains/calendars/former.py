"""The one calendar that tenants had when settings still held it: now the first of those they have."""

from datetime import datetime

import msgspec

from podium.domains.calendars.commands import create, update
from podium.domains.calendars.models import Calendar, days_of, written
from podium.domains.calendars.queries import calendars
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.odata.wire import Complex

NAME = "Default"


class FormerCalendar(Complex):
    time_zone_id: str | None = None
    excluded_dates: list[datetime] = msgspec.field(default_factory=list)


async def read(ctx: Context) -> FormerCalendar:
    """The first calendar, or an empty one."""
    row = await ctx.first(calendars(ctx))
    if row is None:
        return FormerCalendar(time_zone_id="UTC")
    days = [datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in sorted(days_of(row.excluded_dates))]
    return FormerCalendar(time_zone_id=row.time_zone_id, excluded_dates=days)


async def write(ctx: Context, body: FormerCalendar) -> None:
    """Set the days of the first calendar, which is made if there is none."""
    row = await ctx.first(calendars(ctx))
    chosen = {
        "time_zone_id": body.time_zone_id or "UTC",
        "excluded_dates": written(map(datetime.date, body.excluded_dates)),
    }
    if row is None:
        await create(ctx, Calendar(name=NAME, **chosen))
    else:
        await update(ctx, row, Changes(chosen))
