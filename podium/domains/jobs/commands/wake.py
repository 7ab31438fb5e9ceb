"""Services that wait for work are woken: as many as there are jobs, not all of them."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from podium.domains.jobs.models.jobs import Job, place
from podium.domains.robots.coverage import machines_serving
from podium.domains.robots.queries.sessions import listening_sessions
from podium.kernel.context import Context

MOST = 64
RECENTLY = timedelta(minutes=1)


def sleeper(session_id: int) -> str:
    """The name under which a service waits for commands."""
    return place(session_id=session_id)


async def wake_sessions(ctx: Context, jobs: Iterable[Job]) -> None:
    """Let services that could take the jobs ask for them."""
    for (folder_id, wanted), count in Counter((job.folder_id, job.wanted_place) for job in jobs).items():
        if wanted.startswith("session"):
            ctx.wake(wanted)
            continue
        machines = [m.id for m in await machines_serving(ctx, folder_id) if wanted in (place(), place(m.id))]
        sessions = listening_sessions(ctx, tuple(machines), ctx.now - RECENTLY, min(count, MOST))
        for session in await ctx.all(sessions):
            ctx.wake(sleeper(session.id))
