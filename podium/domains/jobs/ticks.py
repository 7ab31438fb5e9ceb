"""What happens to jobs as time passes."""

from datetime import timedelta

from podium.domains.jobs.commands.archive import archive_old_jobs
from podium.domains.jobs.commands.finish import give_up
from podium.domains.jobs.commands.forget import forget
from podium.domains.jobs.commands.maintenance import kill_on_machine
from podium.domains.jobs.commands.resume import fire
from podium.domains.jobs.commands.stop import late, overdue
from podium.domains.jobs.commands.wake import wake_sessions
from podium.domains.jobs.queries import kept
from podium.domains.jobs.queries.jobs import BATCH, due_jobs, ended_leases, late_jobs, overlooked_jobs
from podium.domains.jobs.queries.kept import outlived_jobs, stale_jobs
from podium.domains.jobs.queries.waiting import BATCH as INBOXES
from podium.domains.jobs.queries.waiting import due_timers, ended_items, unclaimed_inboxes
from podium.domains.robots.queries.machines import every_machine
from podium.domains.robots.windows import WindowStop, window_of
from podium.engine.ticks import Tick
from podium.engine.turns import done, in_one_tenant
from podium.kernel.context import Context

PATIENCE = timedelta(seconds=5)
UNCLAIMED = timedelta(days=30)
"""So long an inbox that was announced waits for a job."""


async def end_leases(ctx: Context) -> int:
    """Jobs of robots that are not heard of fail, or are given to others if they had not begun."""
    found = await ctx.all(ended_leases(ctx))
    for job in in_one_tenant(ctx, found):
        give_up(ctx, job)
    return done(ctx, found, BATCH)


async def stop_overdue_jobs(ctx: Context) -> int:
    """Jobs that have run for as long as they may are stopped, those that do not stop are killed."""
    found = await ctx.all(due_jobs(ctx))
    for job in in_one_tenant(ctx, found):
        await overdue(ctx, job)
    return done(ctx, found, BATCH)


async def tell_of_late_jobs(ctx: Context) -> int:
    """Whoever wants to know is told of jobs that wait or run for long."""
    found = await ctx.all(late_jobs(ctx))
    for job in in_one_tenant(ctx, found):
        late(ctx, job)
    return done(ctx, found, BATCH)


async def kill_in_windows(ctx: Context) -> int:
    """What still runs on a machine whose maintenance window opens is killed, where the window says so."""
    for machine in await ctx.all(every_machine(ctx)):
        window = window_of(machine)
        if window and window.job_stop_strategy is WindowStop.KILL and window.opened(ctx.now):
            ctx.tenant_id = machine.tenant_id
            await kill_on_machine(ctx, machine.id)
    return 0


async def fire_timers(ctx: Context) -> int:
    """Suspended jobs whose time has come go on."""
    found = await ctx.all(due_timers(ctx))
    for timer in in_one_tenant(ctx, found):
        await fire(ctx, timer)
    return done(ctx, found, BATCH)


async def fire_on_ended_items(ctx: Context) -> int:
    """Suspended jobs go on whose queue item has come to its end."""
    found = await ctx.all(ended_items(ctx))
    for trigger in in_one_tenant(ctx, found):
        await fire(ctx, trigger)
    return done(ctx, found, BATCH)


async def forget_inboxes(ctx: Context) -> int:
    """Inboxes for which no job has come to wait are forgotten."""
    return await ctx.erase(unclaimed_inboxes(ctx, ctx.now - UNCLAIMED))


async def forget_old_jobs(ctx: Context) -> int:
    """Jobs are kept for as long as their process says."""
    found = [*await ctx.all(outlived_jobs(ctx)), *await ctx.all(stale_jobs(ctx))]
    for job in found:
        await forget(ctx, job)
    return len(found)


async def remind_robots(ctx: Context) -> int:
    """Robots that could take a job are woken for those that none has taken: the one woken first may not have been
    able to.
    """
    found = await ctx.all(overlooked_jobs(ctx, ctx.now - PATIENCE))
    await wake_sessions(ctx, in_one_tenant(ctx, found))
    return len(found) if len(found) < BATCH else BATCH - 1


TICKS = [
    Tick(end_leases, every=timedelta(seconds=15), batch=BATCH),
    Tick(stop_overdue_jobs, every=timedelta(seconds=5), batch=BATCH),
    Tick(tell_of_late_jobs, every=timedelta(seconds=15), batch=BATCH),
    Tick(kill_in_windows, every=timedelta(minutes=1)),
    Tick(fire_timers, every=timedelta(seconds=15), batch=BATCH),
    Tick(fire_on_ended_items, every=timedelta(seconds=5), batch=BATCH),
    Tick(archive_old_jobs, every=timedelta(hours=1), batch=kept.BATCH),
    Tick(forget_inboxes, every=timedelta(hours=1), batch=INBOXES),
    Tick(forget_old_jobs, every=timedelta(hours=1), batch=kept.BATCH),
    Tick(remind_robots, every=timedelta(seconds=5), batch=BATCH),
]
