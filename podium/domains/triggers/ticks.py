"""What time does to triggers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from podium.domains.triggers.commands import callbacks
from podium.domains.triggers.commands.deciding import look, take_up
from podium.domains.triggers.commands.failures import job_ended
from podium.domains.triggers.commands.occasions import take_up as take_up_occasion
from podium.domains.triggers.commands.timing import SLEEPER
from podium.domains.triggers.models.schedules import Nudge, ProcessSchedule
from podium.domains.triggers.queries import schedules as queries
from podium.domains.triggers.queries.event_triggers import BATCH as OCCASIONS
from podium.domains.triggers.queries.event_triggers import occasions
from podium.domains.triggers.queries.http import http_state, http_trigger
from podium.engine.errands import Errand
from podium.engine.ticks import Tick
from podium.engine.turns import done, in_one_tenant
from podium.kernel.context import Context

KEPT = timedelta(days=90)
"""For so long decisions are kept."""


async def fire_due(ctx: Context) -> int:
    """Triggers whose time has come start jobs: a firing and its next occurrence are one unit of work."""
    found = await ctx.all(queries.due_states(ctx))
    states = in_one_tenant(ctx, found)
    rows = await _schedules(ctx, [state.schedule_id for state in states])
    for state in states:
        await look(ctx, rows[state.schedule_id], state)
    return done(ctx, found, queries.BATCH)


async def next_due(ctx: Context) -> datetime | None:
    """When the next trigger is to be looked at."""
    state = await ctx.first(queries.next_due(ctx))
    return state.due if state else None


async def take_up_nudges(ctx: Context) -> int:
    """Triggers look at what has happened since."""
    found = await ctx.all(queries.nudges(ctx))
    by_trigger = defaultdict[int, list[Nudge]](list)
    for nudge in in_one_tenant(ctx, found):
        ctx.discard(nudge)
        if nudge.schedule_id is not None:
            by_trigger[nudge.schedule_id].append(nudge)
        elif nudge.http_trigger_id is not None and nudge.job_state is not None:
            row = await ctx.one(http_trigger(ctx, nudge.http_trigger_id), "trigger")
            job_ended(ctx, row, await ctx.one(http_state(ctx, row.id), "state"), nudge.job_state)
    rows = await _schedules(ctx, by_trigger)
    for schedule_id, nudges in sorted(by_trigger.items()):
        state = await ctx.one(queries.state_of(ctx, schedule_id), "state")
        await take_up(ctx, rows[schedule_id], state, nudges)
    return done(ctx, found, queries.MANY)


async def take_up_occasions(ctx: Context) -> int:
    """Triggers hear of what they wait for."""
    found = await ctx.all(occasions(ctx))
    for occasion in in_one_tenant(ctx, found):
        ctx.discard(occasion)
        await take_up_occasion(ctx, occasion)
    return done(ctx, found, OCCASIONS)


async def forget_events(ctx: Context) -> int:
    """Decisions of long ago are forgotten."""
    return await ctx.erase(queries.old_events(ctx, ctx.now - KEPT))


async def _schedules(ctx: Context, ids: Iterable[int]) -> dict[int, ProcessSchedule]:
    """Triggers by id; nobody changes them meanwhile."""
    wanted = ctx.in_tenant(ProcessSchedule).where(ProcessSchedule.id.in_(named := list(ids)))
    found = await ctx.all(wanted.order_by(ProcessSchedule.id).with_for_update()) if named else []
    return {row.id: row for row in found}


TICKS = [
    Tick(take_up_nudges, timedelta(seconds=5), queries.MANY, sleeper=SLEEPER),
    Tick(take_up_occasions, timedelta(seconds=5), OCCASIONS, sleeper=SLEEPER),
    Tick(fire_due, timedelta(seconds=5), queries.BATCH, soonest=next_due, sleeper=SLEEPER),
    Tick(forget_events, timedelta(hours=1), queries.MANY),
]
ERRANDS = [Errand(callbacks.claim, callbacks.send, callbacks.note, callbacks.ERRANDS, every=timedelta(seconds=15))]
