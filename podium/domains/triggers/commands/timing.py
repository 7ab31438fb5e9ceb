"""When a trigger is next to be looked at."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from podium.domains.calendars.models import Calendar, days_of
from podium.domains.calendars.queries import calendar_of
from podium.domains.queues.queries.items import next_deferred
from podium.domains.settings import asking
from podium.domains.triggers.errors import InvalidCron, ScheduleWillNeverRun
from podium.domains.triggers.models.schedules import ProcessSchedule, QueueEvaluation, TriggerState
from podium.kernel.context import Context
from podium.kernel.cron import Cron, CronError, find_zone

SLEEPER = "triggers"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
EVERY = "QueueTrigger.ActivationFrequencyInMinutes"


def cron_of(row: ProcessSchedule) -> Cron:
    """When a time trigger fires; where its expression says second 0, in the second in which it was made."""
    text = row.start_process_cron or ""
    seconds, _, rest = text.strip().partition(" ")
    try:
        return Cron(f"{row.second} {rest}" if seconds == "0" else text, row.time_zone_id)
    except CronError as problem:
        raise InvalidCron(why=problem) from problem


def end_of(row: ProcessSchedule) -> datetime | None:
    """When a trigger is to be switched off: the date that was given, on the clocks of its zone."""
    end = row.stop_process_date
    return None if end is None else end.astimezone(UTC).replace(tzinfo=find_zone(row.time_zone_id)).astimezone(UTC)


async def calendars_of(ctx: Context, row: ProcessSchedule) -> list[Calendar]:
    found = [await ctx.first(calendar_of(ctx, calendar_id)) for calendar_id in row.calendar_ids]
    return [calendar for calendar in found if calendar is not None]


def rest_end(moment: datetime, calendars: Sequence[Calendar]) -> datetime | None:
    """When the non-working day is over that a moment lies in; None where it lies in none."""
    ends = []
    for calendar in calendars:
        zone = find_zone(calendar.time_zone_id)
        day = moment.astimezone(zone).date()
        if day in days_of(calendar.excluded_dates):
            ends.append(datetime.combine(day + DAY, time(), zone).astimezone(UTC))
    return max(ends, default=None)


def working_occurrence(cron: Cron, after: datetime, calendars: Sequence[Calendar]) -> datetime | None:
    """The first occurrence after a moment that lies in no non-working day."""
    found = cron.next_after(after)
    while found is not None and (end := rest_end(found, calendars)):
        found = cron.next_after(end - SECOND)
    return found


async def next_occurrence(ctx: Context, row: ProcessSchedule, after: datetime) -> datetime | None:
    """When a time trigger fires next; None when it does not before it ends."""
    found = working_occurrence(cron_of(row), after, await calendars_of(ctx, row))
    end = end_of(row)
    return None if found is None or (end and found >= end) else found


async def demand_occurrence(ctx: Context, row: ProcessSchedule) -> None:
    """Refuse a trigger that would never do anything."""
    end = end_of(row)
    if row.queue_definition_id is None:
        if await next_occurrence(ctx, row, ctx.now) is None:
            raise ScheduleWillNeverRun
    elif end and end <= ctx.now:
        raise ScheduleWillNeverRun


async def begin(ctx: Context, row: ProcessSchedule, state: TriggerState) -> None:
    """Time a trigger anew, as it is now: queue triggers look at their queue at once."""
    if not row.enabled:
        state.due = state.next_occurrence = state.postponed = None
    elif row.queue_definition_id is not None:
        state.next_occurrence, state.due = None, ctx.now
    else:
        await plan(ctx, row, state, ctx.now)
    ctx.wake(SLEEPER)


async def plan(ctx: Context, row: ProcessSchedule, state: TriggerState, after: datetime) -> None:
    """Note when a time trigger fires next, or ends; ``due`` is None where it does neither."""
    state.next_occurrence = state.due = await next_occurrence(ctx, row, after)
    if state.due is None:
        state.due = end_of(row)


async def plan_queue(ctx: Context, row: ProcessSchedule, state: TriggerState) -> None:
    """Note when a queue trigger looks at its queue again, if nothing happens before."""
    moments = [end_of(row)]
    if row.queue_evaluation is QueueEvaluation.HALF_HOURLY:
        moments.append(next_turn(ctx.now, await asking.minutes(ctx, EVERY)))
    else:
        moments += [item.defer_date for item in await ctx.all(next_deferred(ctx, row.queue_definition_id or 0))]
    moments.append(rest_end(ctx.now, await calendars_of(ctx, row)))
    state.due = min((moment for moment in moments if moment), default=None)


def next_turn(moment: datetime, every: timedelta) -> datetime:
    """The next of the turns that the day is divided into, from midnight on."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + every * ((moment - midnight) // every + 1)
