"""People are warned of items that may miss their deadlines, where the queue promises a time."""

from datetime import timedelta

from podium.domains.queues.events import QueueItemsEndangered
from podium.domains.queues.models.predictions import QueueWarning
from podium.domains.queues.queries.predictions import endangered, promising_queues, warning_of
from podium.kernel.context import Context

EVERY = timedelta(minutes=30)


async def warn_of_danger(ctx: Context) -> int:
    """Tell, at most every half an hour, of the items of a queue that have come into danger since the last time."""
    told = 0
    for queue in await ctx.all(promising_queues(ctx)):
        warning = await ctx.first(warning_of(ctx, queue.id))
        since = warning.until if warning else queue.creation_time
        if ctx.now - since < EVERY:
            continue
        if warning:
            warning.until = ctx.now
        else:
            ctx.record(QueueWarning(queue_definition_id=queue.id, until=ctx.now))
        (found,) = await ctx.values(endangered(ctx, queue.id, since))
        if found["count"]:
            ctx.emit(QueueItemsEndangered(queue_id=queue.id, count=found["count"], overdue=found["overdue"]))
            told += 1
    return told
