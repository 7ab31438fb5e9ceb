"""What the engine does when a trigger is due, or something has happened that concerns it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from podium.domains.tenants.queries import tenant_of
from podium.domains.triggers.commands.failures import disable, job_ended
from podium.domains.triggers.commands.firing import fire, launch
from podium.domains.triggers.commands.history import keep
from podium.domains.triggers.commands.queues import evaluate
from podium.domains.triggers.commands.timing import calendars_of, cron_of, end_of, plan, working_occurrence
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.schedules import Nudge, ProcessSchedule, TriggerState
from podium.domains.triggers.queries.schedules import jobs_of_trigger
from podium.kernel.context import Context

PUNCTUAL = timedelta(minutes=1)
"""An occurrence that is later than this was missed: only the first of those missed is made good."""
COUNTED = 1000
"""Missed occurrences are counted up to here."""


async def look(ctx: Context, row: ProcessSchedule, state: TriggerState) -> None:
    """Do what is due."""
    end, occurrence = end_of(row), state.next_occurrence
    fires = occurrence is not None and occurrence <= ctx.now
    if end and end <= ctx.now and not fires:
        disable(ctx, row, state, Cause.END_DATE)
    elif row.queue_definition_id is not None:
        await evaluate(ctx, row, state)
    elif occurrence is None:
        disable(ctx, row, state, Cause.NO_OCCURRENCE)
    else:
        await _fire(ctx, row, state, occurrence)


async def take_up(ctx: Context, row: ProcessSchedule, state: TriggerState, nudges: Sequence[Nudge]) -> None:
    """See to what has happened since."""
    for nudge in nudges:
        if nudge.job_state is not None:
            job_ended(ctx, row, state, nudge.job_state)
    if not row.enabled:
        return
    if row.queue_definition_id is not None:
        if state.failing_since is None:
            await evaluate(ctx, row, state)
    elif state.postponed is not None and not await ctx.all(jobs_of_trigger(ctx, row.id)):
        occurrence, state.postponed = state.postponed, None
        await launch(ctx, row, state, occurrence, Cause.JOBS_ENDED)


async def _fire(ctx: Context, row: ProcessSchedule, state: TriggerState, occurrence: datetime) -> None:
    late = ctx.now - occurrence > PUNCTUAL
    tenant = await ctx.first(tenant_of(ctx, row.tenant_id))
    if tenant is None or not tenant.is_active:
        keep(ctx, row, Decision.SKIPPED, Cause.TENANT_DISABLED, occurrence)
    else:
        await fire(ctx, row, state, occurrence, Cause.LATE if late else Cause.TIME)
    if row.enabled:
        await _advance(ctx, row, state, occurrence, late=late)


async def _advance(
    ctx: Context, row: ProcessSchedule, state: TriggerState, occurrence: datetime, *, late: bool
) -> None:
    """Go on to the next occurrence: the next that is to come, where some were missed."""
    if late and (missed := await _missed(ctx, row, occurrence)):
        keep(ctx, row, Decision.SKIPPED, Cause.MISSED, occurrence, count=missed)
    after = ctx.now if late else occurrence
    await plan(ctx, row, state, after)
    if state.due is None:
        disable(ctx, row, state, Cause.NO_OCCURRENCE)
        return
    planned = cron_of(row).next_after(after)
    if planned is not None and planned != state.next_occurrence and planned < state.due:
        keep(ctx, row, Decision.SKIPPED, Cause.NON_WORKING_DAY, planned)


async def _missed(ctx: Context, row: ProcessSchedule, occurrence: datetime) -> int:
    """How many occurrences there were since one, up to now."""
    cron, calendars, found = cron_of(row), await calendars_of(ctx, row), 0
    moment = working_occurrence(cron, occurrence, calendars)
    while moment is not None and moment <= ctx.now and found < COUNTED:
        found += 1
        moment = working_occurrence(cron, moment, calendars)
    return found
