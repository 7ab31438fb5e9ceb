"""Tallies of minutes that nobody asks for any more become tallies of hours."""

from datetime import timedelta

from podium.domains.queues.models.statistics import QueueTally
from podium.domains.queues.queries.statistics import SUMMED, minutes_before
from podium.kernel.context import Context

BATCH = 5000
KEPT = timedelta(hours=2)


async def sum_up_hours(ctx: Context) -> int:
    """Minutes are told of the last hour only; of what was before, hours are kept."""
    tallies = await ctx.all(minutes_before(ctx, ctx.now - KEPT, BATCH))
    for tally in tallies:
        ctx.remove(tally)
        hour = tally.since.replace(minute=0)
        sums = {name: getattr(tally, name) for name in (*SUMMED, "last_processed")}
        ctx.record(QueueTally(queue_definition_id=tally.queue_definition_id, since=hour, **sums))
    return len(tallies)
