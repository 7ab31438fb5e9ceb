"""What queue triggers ask of the items of a queue."""

import sqlalchemy as sa

from podium.domains.queues.models import QueueItem, Status
from podium.kernel.context import Context
from podium.kernel.entity import index
from podium.kernel.statements import prepared

NEW = QueueItem.status == Status.NEW
index(
    "queue_items_deferred",
    *(QueueItem.queue_definition_id, QueueItem.defer_date),
    where=sa.and_(NEW, QueueItem.defer_date.is_not(None)),
)


@prepared
def eligible_items(ctx: Context, queue_id: int, most: int) -> sa.Select[QueueItem]:
    """The new items of a queue whose time has come, as far as it matters how many there are."""
    now = sa.or_(QueueItem.defer_date.is_(None), QueueItem.defer_date <= ctx.now)
    items = ctx.in_tenant(QueueItem).where(QueueItem.queue_definition_id == queue_id, NEW, now)
    return items.limit(most)


@prepared
def next_deferred(ctx: Context, queue_id: int) -> sa.Select[QueueItem]:
    """The new item that can be taken next of those that are deferred."""
    items = ctx.in_tenant(QueueItem).where(QueueItem.queue_definition_id == queue_id, NEW)
    deferred = items.where(QueueItem.defer_date.is_not(None), QueueItem.defer_date > ctx.now)
    return deferred.order_by(QueueItem.defer_date).limit(1)
