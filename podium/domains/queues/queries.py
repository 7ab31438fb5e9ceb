"""What can be asked about queues."""

from datetime import datetime

import sqlalchemy as sa

from podium.domains.queues.models import (
    UNDATED,
    URGENCY,
    QueueDefinition,
    QueueItem,
    Status,
    UsedReference,
)
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 500
"""Rows a tick takes at once."""


@prepared
def queue_named(ctx: Context, name: str) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition).where(sa.func.lower(QueueDefinition.name) == sa.func.lower(name))


@prepared
def queue_of(ctx: Context, queue_id: int) -> sa.Select[QueueDefinition]:
    return ctx.everywhere(QueueDefinition).where(QueueDefinition.id == queue_id)


@prepared
def next_items(
    ctx: Context, queue_id: int, reference: str | None, reference_prefix: str | None
) -> sa.Select[QueueItem]:
    """The items a robot may have now: those with a deadline first, then by priority, deadline and age."""
    items = ctx.select(QueueItem).where(
        QueueItem.queue_definition_id == queue_id,
        QueueItem.status == Status.NEW,
        sa.or_(QueueItem.defer_date.is_(None), QueueItem.defer_date <= ctx.now),
    )
    if reference is not None:
        items = items.where(QueueItem.reference == reference)
    if reference_prefix is not None:
        items = items.where(sa.func.starts_with(QueueItem.reference, reference_prefix))
    order = (UNDATED, URGENCY, QueueItem.due_date, QueueItem.id)
    return items.order_by(*order).with_for_update(skip_locked=True)


@prepared
def used_reference(ctx: Context, queue_id: int, reference: str) -> sa.Select[UsedReference]:
    of_queue = UsedReference.queue_definition_id == queue_id
    return ctx.everywhere(UsedReference).where(of_queue, UsedReference.reference == reference)


@prepared
def stale_items(ctx: Context, before: datetime) -> sa.Select[QueueItem]:
    items = ctx.everywhere(QueueItem).where(QueueItem.status == Status.IN_PROGRESS, QueueItem.start_processing < before)
    return items.order_by(QueueItem.start_processing).limit(BATCH).with_for_update(skip_locked=True)


def last_retry(ctx: Context, item: QueueItem) -> sa.Select[QueueItem]:
    """The latest try of the item's chain."""
    return ctx.select(QueueItem).where(QueueItem.key == item.key).order_by(QueueItem.id.desc()).limit(1)
