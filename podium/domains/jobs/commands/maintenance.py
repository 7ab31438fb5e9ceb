"""Services are taken out of work, and put back."""

from podium.domains.jobs.commands.stop import stop
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.models.jobs import ENDING, Job, StopStrategy
from podium.domains.jobs.queries.jobs import jobs_held
from podium.domains.robots.models.sessions import MaintenanceMode, Session
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
                stop(ctx, job, stop_jobs_strategy)


def _is_to_stop(job: Job, strategy: StopStrategy) -> bool:
    return strategy is StopStrategy.KILL or job.state not in ENDING
