"""Items that waited long enough: for their time to come, or for their result."""

from collections import defaultdict
from datetime import timedelta

from podium.domains.queues import states
from podium.domains.queues.commands.history import moved
from podium.domains.queues.commands.retries import retry
from podium.domains.queues.events import QueueItemsAbandoned, QueueItemsReturned
from podium.domains.queues.queries.definitions import queue_of
from podium.domains.queues.queries.items import put_off_until, stale_items
from podium.kernel.context import Context

LONGEST = timedelta(hours=24)


async def let_items_go(ctx: Context) -> int:
    """Items that were put off stand in line when their time has come."""
    items = await ctx.all(put_off_until(ctx, ctx.now))
    for item in items:
        item.deferred = False
    for queue_id in {item.queue_definition_id for item in items}:
        ctx.emit(QueueItemsReturned(queue_id=queue_id))
    return len(items)


async def abandon_stale_items(ctx: Context) -> int:
    """Items in progress for more than a day are abandoned; some queues want another try at them."""
    items = await ctx.all(stale_items(ctx, ctx.now - LONGEST))
    abandoned: dict[int, list[int]] = defaultdict(list)
    for item in items:
        was = states.abandon(item)
        item.end_processing = ctx.now
        moved(ctx, item, was)
        abandoned[item.queue_definition_id].append(item.id)
        queue = await ctx.first(queue_of(ctx, item.queue_definition_id))
        if queue and queue.retry_abandoned_items and item.retry_number < queue.max_number_of_retries:
            await retry(ctx, item)
    for queue_id, ids in abandoned.items():
        ctx.emit(QueueItemsAbandoned(queue_id=queue_id, item_ids=tuple(ids)))
    return len(items)
