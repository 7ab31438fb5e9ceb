"""Items wait for their time, and callers for items."""

from podium.domains.queues.events import QueueItemsAdded, QueueItemsReturned
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.waits import QueueWait
from podium.domains.queues.queries.items import next_deferred, put_off_until
from podium.domains.queues.queries.waits import wait_at
from podium.kernel.context import Context
from podium.odata.request import Later

LONGEST_WAIT = 30.0
"""Seconds that a caller is kept waiting at most."""
LOOK = 5.0
"""Seconds after which who waits looks again, woken or not: an item may come while its adder is still to hear of it."""


async def let_items_go(ctx: Context) -> int:
    """Items that were put off stand in line when their time has come."""
    items = await ctx.all(put_off_until(ctx, ctx.now))
    for item in items:
        item.deferred = False
    for queue_id in {item.queue_definition_id for item in items}:
        ctx.emit(QueueItemsReturned(queue_id=queue_id))
    return len(items)


async def wait_for_items(ctx: Context, queue: QueueDefinition, seconds: float) -> Later:
    """Keep a caller waiting until there is an item: one that is added, comes back, or whose time comes."""
    wait = await ctx.first(wait_at(ctx, queue.id))
    until = ctx.now + QueueWait.KNOWN
    if wait is None:
        ctx.record(QueueWait(queue_definition_id=queue.id, until=until))
    elif until - wait.until > QueueWait.KNOWN / 2:
        wait.until = until
    item = await ctx.first(next_deferred(ctx, queue.id))
    due = (item.defer_date - ctx.now).total_seconds() if item and item.defer_date else LOOK
    return Later(_sleeper(queue.id), min(seconds, LONGEST_WAIT), look=min(due, LOOK))


async def wake_callers(ctx: Context, event: QueueItemsAdded | QueueItemsReturned) -> None:
    """There may be something for those who wait; where nobody does, nothing is said."""
    wait = await ctx.first(wait_at(ctx, event.queue_id))
    if wait is not None and wait.until > ctx.now:
        ctx.wake(_sleeper(event.queue_id))


def _sleeper(queue_id: int) -> str:
    return f"queue {queue_id}"
