"""Items in progress are leased: nobody hears of them for too long, or their job ends, and they are abandoned.

Another try at an abandoned item is an attempt with an id of its own. That id is the fencing token: whatever the
worker that lost it still says of the old one is refused. An item that was put back keeps its id; there the token is
when its processing started.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from podium.domains.queues import states
from podium.domains.queues.commands.history import moved
from podium.domains.queues.commands.retries import retry_if_wanted
from podium.domains.queues.errors import HandedOutAnew
from podium.domains.queues.events import QueueItemsAbandoned
from podium.domains.queues.models import QueueDefinition, QueueItem, Status
from podium.domains.queues.models.policies import FailureKind
from podium.domains.queues.queries.definitions import queue_of, queues_ending_with_jobs
from podium.domains.queues.queries.items import items_of_job, overdue_items
from podium.domains.settings import asking
from podium.kernel.context import Context
from podium.kernel.keys import key_of

LONGEST = "inProgressMaxNumberOfMinutes"
"""The setting that says how long an item is in progress at most where its queue has no lease."""
MILLISECOND = timedelta(milliseconds=1)
JOB = "x-uipath-jobkey"
"""The header in which clients say for which job they call."""


def job_of(ctx: Context) -> UUID | None:
    """The job for which the caller works."""
    return key_of(ctx.place.facts.get(JOB))


def refuse_late(ctx: Context, item: QueueItem, start_processing: datetime | None) -> None:
    """Refuse what is said of an item by a worker that put it back, when another has it under the same id.

    Who gives no token is known by its job. Some clients know moments to the millisecond only.
    """
    if item.status is not Status.IN_PROGRESS or item.start_processing is None:
        return
    job = job_of(ctx)
    put_it_back = job is not None and job == item.put_back_by and job != item.executor_job_key
    if put_it_back or (start_processing and item.start_processing - start_processing >= MILLISECOND):
        raise HandedOutAnew(name=f"QueueItem {item.id}")


async def lease(ctx: Context, queue: QueueDefinition) -> datetime:
    """Until when an item may be in progress that is taken now."""
    if queue.lease_seconds is None:
        return ctx.now + await asking.minutes(ctx, LONGEST)
    return ctx.now + timedelta(seconds=queue.lease_seconds)


async def extend(ctx: Context, item: QueueItem) -> datetime | None:
    """Something was heard of an item; that counts where the queue has a lease."""
    queue = await ctx.one(queue_of(ctx, item.queue_definition_id), "Queue")
    if queue.lease_seconds is not None:
        item.lease_until = await lease(ctx, queue)
    return item.lease_until


async def abandon_lost_items(ctx: Context) -> int:
    """Items whose lease is over are abandoned."""
    items = await ctx.all(overdue_items(ctx, ctx.now))
    await abandon(ctx, items)
    return len(items)


async def abandon_items_of_job(ctx: Context, job_key: UUID) -> None:
    """Items are abandoned with the job that took them, where their queue wants that."""
    ending = {queue.id for queue in await ctx.all(queues_ending_with_jobs(ctx))}
    items = await ctx.all(items_of_job(ctx, job_key)) if ending else []
    await abandon(ctx, [item for item in items if item.queue_definition_id in ending])


async def abandon(ctx: Context, items: Sequence[QueueItem]) -> None:
    """Abandon items in progress; some queues want another try at them."""
    abandoned: dict[int, list[int]] = defaultdict(list)
    for item in items:
        was = states.abandon(item)
        item.end_processing = ctx.now
        moved(ctx, item, was)
        abandoned[item.queue_definition_id].append(item.id)
        queue = await ctx.first(queue_of(ctx, item.queue_definition_id))
        if queue is not None:
            await retry_if_wanted(ctx, queue, item, FailureKind.ABANDONED)
    for queue_id, ids in abandoned.items():
        ctx.emit(QueueItemsAbandoned(queue_id=queue_id, item_ids=tuple(ids)))
