"""What can be done to calendars."""

from datetime import timedelta

from podium.domains.calendars.errors import UnknownTimeZone
from podium.domains.calendars.events import CalendarChanged, CalendarDeleting
from podium.domains.calendars.ical import days_in
from podium.domains.calendars.models import Calendar, days_of, written
from podium.domains.calendars.queries import calendar_named
from podium.kernel.context import Context
from podium.kernel.cron import UnknownZone, find_zone
from podium.kernel.entity import Changes
from podium.odata.bind import Raw

FORESIGHT = timedelta(days=3660)
"""So far into the future events are repeated when a file is imported."""


async def create(ctx: Context, new: Calendar) -> Calendar:
    """Make a calendar."""
    _check(new)
    return await ctx.add(new)


async def update(ctx: Context, row: Calendar, changes: Changes) -> Calendar:
    """Change a calendar; triggers that rest by it are timed anew."""
    for attribute, value in changes.items():
        setattr(row, attribute, value)
    _check(row)
    ctx.emit(CalendarChanged(calendar_id=row.id))
    return row


async def delete(ctx: Context, row: Calendar) -> None:
    """Remove a calendar that no trigger rests by."""
    ctx.emit(CalendarDeleting(calendar_id=row.id, name=row.name))
    ctx.remove(row)


async def exists(ctx: Context, calendar_name: str) -> bool:
    """Is there a calendar of this name?"""
    return await ctx.first(calendar_named(ctx, calendar_name)) is not None


async def import_file(ctx: Context, row: Calendar, raw: Raw) -> Calendar:
    """Add the days of an iCalendar file, its repeated events for ten years."""
    days = days_in(raw.decode("utf-8-sig", "replace"), ctx.now.date() + FORESIGHT)
    row.excluded_dates = written(days | days_of(row.excluded_dates))
    ctx.emit(CalendarChanged(calendar_id=row.id))
    return row


def demand_zone(time_zone_id: str) -> None:
    """Refuse what is no time zone."""
    try:
        find_zone(time_zone_id)
    except UnknownZone as problem:
        raise UnknownTimeZone(name="TimeZoneId") from problem


def _check(row: Calendar) -> None:
    demand_zone(row.time_zone_id)
    row.excluded_dates = written(days_of(row.excluded_dates))
