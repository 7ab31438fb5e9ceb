"""Event triggers are made, changed, switched on and off, and removed."""

from podium.domains.settings import asking
from podium.domains.triggers.commands.checking import check_launching
from podium.domains.triggers.commands.responding import named_process, switching
from podium.domains.triggers.commands.schedules import switched
from podium.domains.triggers.models.event_triggers import EventTrigger, EventTriggerState
from podium.domains.triggers.queries.event_triggers import event_state
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import NotFound

set_enabled = switching(EventTrigger, event_state)
MOST_JOB_FAILURES = "ConnectedTriggers.AutoDisableJobFailuresThreshold"


async def create(ctx: Context, changes: Changes) -> EventTrigger:
    """Make a trigger that waits for an event; a tenant says how many failures of its jobs it stands."""
    row = EventTrigger(creator_user_id=ctx.caller.user_id, folder_id=ctx.here(), **await named_process(ctx, changes))
    await _check(ctx, row)
    if row.consecutive_job_failures_threshold is None:
        row.consecutive_job_failures_threshold = await asking.number(ctx, MOST_JOB_FAILURES)
    await ctx.add(row)
    ctx.record(EventTriggerState(event_trigger_id=row.id))
    return row


async def amend(ctx: Context, row: EventTrigger, changes: Changes) -> None:
    """Change what was sent."""
    was_enabled = row.enabled
    for attribute, value in (await named_process(ctx, changes)).items():
        setattr(row, attribute, value)
    await _check(ctx, row)
    if row.enabled is not was_enabled:
        switched(ctx, row, await ctx.one(event_state(ctx, row.id), "state"))


async def delete(ctx: Context, row: EventTrigger) -> None:
    """Remove a trigger; jobs that it has started go on."""
    ctx.remove(row)


async def _check(ctx: Context, row: EventTrigger) -> None:
    if row.release_id is None:
        raise NotFound(name="Release")
    await check_launching(ctx, row)
