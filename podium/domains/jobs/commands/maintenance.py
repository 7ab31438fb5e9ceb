"""Services are taken out of work, and put back."""

from podium.domains.jobs.commands.stop import stop
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.models.jobs import ENDING, Job, JobType, State, StopStrategy
from podium.domains.jobs.queries.jobs import held_on_machine, jobs_held, running_jobs
from podium.domains.robots.models.sessions import MaintenanceMode, Session
from podium.domains.tenants.events import MaintenanceChanged
from podium.domains.tenants.models import Maintenance
from podium.domains.tenants.queries import maintenance_of
from podium.kernel.context import Context


async def set_mode(
    ctx: Context,
    session_id: int,
    maintenance_mode: MaintenanceMode,
    stop_jobs_strategy: StopStrategy | None = None,
) -> None:
    """A service in maintenance gets no new jobs. Those it has go on, unless they are to be stopped."""
    session = await ctx.get(Session, session_id)
    session.maintenance_mode = maintenance_mode
    if maintenance_mode is MaintenanceMode.DEFAULT:
        ctx.wake(sleeper(session.id))
    elif stop_jobs_strategy is not None:
        for job in await ctx.all(jobs_held(ctx, session.id)):
            if _is_to_stop(job, stop_jobs_strategy):
                await stop(ctx, job, stop_jobs_strategy)


async def kill_on_machine(ctx: Context, machine_id: int) -> None:
    """Kill what a machine has in hand."""
    for job in await ctx.all(held_on_machine(ctx, machine_id)):
        if job.type is not JobType.ATTENDED and _is_to_stop(job, StopStrategy.KILL):
            await stop(ctx, job, StopStrategy.KILL)


async def drain(ctx: Context, event: MaintenanceChanged) -> None:
    """Stop or kill what runs in a tenant, or everywhere, when maintenance begins."""
    if event.state != Maintenance.DRAINING:
        return
    strategy = StopStrategy.KILL if event.kill_jobs else StopStrategy.SOFT_STOP
    stopped = 0
    for job in await ctx.all(running_jobs(ctx, event.tenant_id or None)):
        if job.type is not JobType.ATTENDED and _is_to_stop(job, strategy):
            await stop(ctx, job, strategy)
            stopped += 1
    row = await ctx.first(maintenance_of(ctx, event.tenant_id))
    if row is not None and event.kill_jobs:
        row.job_kills_attempted += stopped
    elif row is not None:
        row.job_stops_attempted += stopped


def _is_to_stop(job: Job, strategy: StopStrategy) -> bool:
    return job.state is not State.TERMINATING if strategy is StopStrategy.KILL else job.state not in ENDING
