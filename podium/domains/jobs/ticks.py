"""What happens to jobs as time passes."""

from datetime import timedelta

from podium.domains.jobs.commands.finish import give_up
from podium.domains.jobs.queries.jobs import BATCH, ended_leases
from podium.engine.ticks import Tick
from podium.kernel.context import Context


async def end_leases(ctx: Context) -> int:
    """Jobs of robots that are not heard of fail, or are given to others if they had not begun."""
    jobs = await ctx.all(ended_leases(ctx))
    for job in jobs:
        give_up(ctx, job)
    return len(jobs)


TICKS = [Tick(end_leases, every=timedelta(seconds=15), batch=BATCH)]
