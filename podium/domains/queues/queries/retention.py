"""Items that are to be removed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from podium.domains.queues.models import QueueItem, Status
from podium.domains.queues.models.definitions import RetentionAction
from podium.domains.queues.models.retention import QueueRetention, RemovedQueue
from podium.kernel.context import Context
from podium.kernel.statements import prepared

WAITING = (Status.NEW, Status.IN_PROGRESS)
CHANGED = sa.func.coalesce(QueueItem.end_processing, QueueItem.start_processing, QueueItem.creation_time)
"""When an item was last changed."""


@prepared
def retentions(ctx: Context) -> sa.Select[QueueRetention]:
    """Those of queues whose items do not stay."""
    return ctx.everywhere(QueueRetention).where(QueueRetention.action != RetentionAction.NONE)


@prepared
def retention_of(ctx: Context, queue_id: int) -> sa.Select[QueueRetention]:
    return ctx.in_tenant(QueueRetention).where(QueueRetention.id == queue_id)


@prepared
def ended_items(ctx: Context, queue_id: int, before: datetime, most: int) -> sa.Select[Any]:
    """The numbers of items that have ended and were not changed since a moment."""
    ended = sa.and_(*(QueueItem.status != status for status in WAITING))
    rows = ctx.everywhere(QueueItem).with_only_columns(QueueItem.id)
    gone = rows.where(QueueItem.queue_definition_id == queue_id, ended, before > CHANGED)
    return gone.order_by(QueueItem.id).limit(most)


@prepared
def items_of(ctx: Context, queue_id: int, most: int) -> sa.Select[Any]:
    rows = ctx.everywhere(QueueItem).with_only_columns(QueueItem.id)
    return rows.where(QueueItem.queue_definition_id == queue_id).limit(most)


@prepared
def removed_queues(ctx: Context) -> sa.Select[RemovedQueue]:
    return ctx.everywhere(RemovedQueue).limit(1).with_for_update(skip_locked=True)
