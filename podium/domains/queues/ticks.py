"""What happens to queues as time passes."""

from datetime import timedelta

from podium.domains.queues import states
from podium.domains.queues.events import QueueItemEnded
from podium.domains.queues.queries import BATCH, stale_items
from podium.engine.ticks import Tick
from podium.kernel.context import Context

LONGEST = timedelta(hours=24)


async def abandon_stale_items(ctx: Context) -> int:
    """Items in progress for more than a day are abandoned."""
    items = await ctx.all(stale_items(ctx, ctx.now - LONGEST))
    for item in items:
        states.abandon(item)
        item.end_processing = ctx.now
        ctx.emit(QueueItemEnded(item_id=item.id, queue_id=item.queue_definition_id, status=item.status))
    return len(items)


TICKS = [Tick(abandon_stale_items, every=timedelta(minutes=10), batch=BATCH)]
