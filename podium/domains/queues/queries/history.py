"""What happened to items: over all attempts at them."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.queues.models import QueueItem, QueueItemComment, QueueItemEvent
from podium.domains.queues.queries.items import attempts, last_attempt
from podium.kernel.context import Context
from podium.kernel.statements import Bound, prepared


async def last_retry(ctx: Context, item: QueueItem) -> QueueItem:
    """The latest attempt at an item."""
    return await ctx.one(last_attempt(ctx, item.key), f"QueueItem {item.id}")


async def last_of_key(ctx: Context, key: UUID) -> QueueItem:
    return await ctx.one(last_attempt(ctx, key), f"QueueItem {key}")


def processing_history(ctx: Context, item: QueueItem) -> Bound[QueueItem]:
    return attempts(ctx, item.key)


@prepared
def events_of(ctx: Context, queue_item_id: int) -> sa.Select[QueueItemEvent]:
    rows = ctx.select(QueueItemEvent).where(QueueItemEvent.queue_item_id.in_(_attempts_at(ctx, queue_item_id)))
    return rows.order_by(QueueItemEvent.id)


@prepared
def comments_of(ctx: Context, queue_item_id: int) -> sa.Select[QueueItemComment]:
    rows = ctx.select(QueueItemComment).where(QueueItemComment.queue_item_id.in_(_attempts_at(ctx, queue_item_id)))
    return rows.order_by(QueueItemComment.id)


def _attempts_at(ctx: Context, item_id: int) -> sa.Select[int]:
    """The ids of all attempts at an item."""
    items = ctx.in_tenant(QueueItem)
    key = items.with_only_columns(QueueItem.key).where(QueueItem.id == item_id).correlate(None).scalar_subquery()
    return items.with_only_columns(QueueItem.id).where(QueueItem.key == key)
