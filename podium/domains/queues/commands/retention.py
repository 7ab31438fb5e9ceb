"""Items are removed: those that were kept long enough, and those of queues that are gone."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from podium.domains.queues.commands.archives import archive_items, demand_archive
from podium.domains.queues.models import QueueItem, QueueItemComment, QueueItemEvent, UsedReference
from podium.domains.queues.models.definitions import RetentionAction
from podium.domains.queues.models.predictions import QueueWarning
from podium.domains.queues.models.retention import QueueRetention
from podium.domains.queues.models.statistics import QueueTally
from podium.domains.queues.models.waits import QueueWait
from podium.domains.queues.queries.definitions import queue_of
from podium.domains.queues.queries.retention import ended_items, items_of, removed_queues, retentions
from podium.kernel.context import Context
from podium.kernel.entity import Changes

BATCH = 2000
"""Items that are removed at once."""


async def set_retention(ctx: Context, retention: QueueRetention, changes: Changes) -> None:
    """Say what becomes of ended items: they are kept, deleted, or first written into a bucket."""
    for attribute, value in changes.items():
        setattr(retention, attribute, value)
    if retention.action is RetentionAction.ARCHIVE:
        queue = await ctx.one(queue_of(ctx, retention.id), "Queue")
        await demand_archive(ctx, queue, retention.bucket_id)


async def reset_retention(ctx: Context, retention: QueueRetention) -> None:
    """Keep everything, as a new queue does."""
    retention.action = RetentionAction.NONE
    retention.period, retention.bucket_id = QueueRetention.default_of("period"), None


async def forget_ended_items(ctx: Context) -> int:
    """Items that ended long enough ago are removed, queue by queue; what cannot be archived stays."""
    for retention in await ctx.all(retentions(ctx)):
        ctx.tenant_id, ctx.folder_id = retention.tenant_id, retention.folder_id
        before = ctx.now - timedelta(days=retention.period)
        found = await ctx.values(ended_items(ctx, retention.id, before, BATCH))
        archives = retention.action is RetentionAction.ARCHIVE
        if found and archives and not await archive_items(ctx, retention, [key for (key,) in found]):
            continue
        if await _remove(ctx, found):
            return BATCH
    return 0


async def clear_removed_queues(ctx: Context) -> int:
    """Nothing is left of a queue that was deleted."""
    queue = await ctx.first(removed_queues(ctx))
    if queue is None:
        return 0
    if await _remove(ctx, await ctx.values(items_of(ctx, queue.queue_definition_id, BATCH))):
        return BATCH
    for kind in (UsedReference, QueueTally, QueueWait, QueueWarning):
        column = kind.table.c.queue_definition_id
        await ctx.erase(ctx.everywhere(kind).where(column == queue.queue_definition_id))
    ctx.remove(queue)
    return BATCH


async def _remove(ctx: Context, found: list[Any]) -> bool:
    """Remove items with all that was noted about them; their references stay used."""
    ids = sa.any_(sa.literal([key for (key,) in found], sa.ARRAY(sa.BigInteger())))
    if found:
        await ctx.erase(ctx.everywhere(QueueItemEvent).where(QueueItemEvent.queue_item_id == ids))
        await ctx.erase(ctx.everywhere(QueueItemComment).where(QueueItemComment.queue_item_id == ids))
        await ctx.erase(ctx.everywhere(QueueItem).where(QueueItem.id == ids))
    return bool(found)
