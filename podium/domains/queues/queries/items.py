"""Items of queues."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from podium.domains.queues.models import QueueItem, ReviewStatus, Status, UsedReference
from podium.domains.queues.models.items import HAS_REFERENCE, NEXT
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 500
"""Rows a tick takes at once."""


@prepared
def next_items(
    ctx: Context, queue_id: int, reference: str | None, reference_prefix: str | None, content: str | None
) -> sa.Select[QueueItem]:
    """The items of a queue that robots may have, in their order."""
    items = _new(ctx, queue_id, reference, reference_prefix, content).where(sa.not_(QueueItem.deferred))
    return items.order_by(*NEXT).with_for_update(skip_locked=True)


@prepared
def due_items(
    ctx: Context, queue_id: int, reference: str | None, reference_prefix: str | None, content: str | None
) -> sa.Select[QueueItem]:
    """Those that were put off until now."""
    items = _new(ctx, queue_id, reference, reference_prefix, content)
    due = items.where(QueueItem.deferred, QueueItem.defer_date <= ctx.now)
    return due.order_by(QueueItem.defer_date).with_for_update(skip_locked=True)


def _new(
    ctx: Context, queue_id: int, reference: str | None, reference_prefix: str | None, content: str | None
) -> sa.Select[QueueItem]:
    """New items; ``content`` is JSON that theirs must have in it."""
    items = ctx.in_tenant(QueueItem).where(QueueItem.queue_definition_id == queue_id, QueueItem.status == Status.NEW)
    if reference is not None:
        items = items.where(HAS_REFERENCE, QueueItem.reference == reference)
    if reference_prefix is not None:
        items = items.where(HAS_REFERENCE, sa.func.starts_with(QueueItem.reference, reference_prefix))
    if content is not None:
        items = items.where(QueueItem.specific_content.op("@>")(sa.cast(content, JSONB)))
    return items


@prepared
def next_deferred(ctx: Context, queue_id: int) -> sa.Select[QueueItem]:
    """The new item that can be taken next of those that are deferred."""
    items = ctx.in_tenant(QueueItem).where(QueueItem.queue_definition_id == queue_id, QueueItem.deferred)
    deferred = items.where(QueueItem.defer_date > ctx.now)
    return deferred.order_by(QueueItem.defer_date).limit(1)


@prepared
def items_numbered(ctx: Context, ids: tuple[int, ...]) -> sa.Select[QueueItem]:
    return ctx.select(QueueItem).where(QueueItem.id == sa.any_(ids))  # type: ignore[arg-type]


@prepared
def dead_letters(ctx: Context) -> sa.Select[QueueItem]:
    """Items that came to nothing and that nobody has looked at yet."""
    lost = sa.or_(QueueItem.status == Status.FAILED, QueueItem.status == Status.ABANDONED)
    return ctx.select(QueueItem).where(lost, QueueItem.review_status == ReviewStatus.NONE)


@prepared
def items_in(ctx: Context, statuses: tuple[str, ...]) -> sa.Select[QueueItem]:
    return ctx.select(QueueItem).where(QueueItem.status == sa.any_(statuses))  # type: ignore[arg-type]


@prepared
def items_with(ctx: Context, text: str) -> sa.Select[QueueItem]:
    """Items whose content or output has a text in it, in any case; what is sealed is not looked into."""
    wanted = sa.func.lower(text)
    places = (QueueItem.specific_content, QueueItem.output)
    found = [sa.func.strpos(sa.func.lower(sa.cast(place, sa.Text)), wanted) > 0 for place in places]
    return ctx.select(QueueItem).where(sa.or_(*found))


@prepared
def attempts(ctx: Context, key: UUID) -> sa.Select[QueueItem]:
    """All attempts at an item, the first one first."""
    return ctx.select(QueueItem).where(QueueItem.key == key).order_by(QueueItem.id)


@prepared
def last_attempt(ctx: Context, key: UUID) -> sa.Select[QueueItem]:
    return ctx.select(QueueItem).where(QueueItem.key == key).order_by(QueueItem.id.desc()).limit(1)


@prepared
def unended(ctx: Context, keys: tuple[UUID, ...]) -> sa.Select[QueueItem]:
    """The attempts at some items that somebody may still take, or has taken."""
    items = ctx.in_tenant(QueueItem).where(QueueItem.key == sa.any_(keys))  # type: ignore[arg-type]
    return items.where(sa.or_(QueueItem.status == Status.NEW, QueueItem.status == Status.IN_PROGRESS))


@prepared
def used_reference(ctx: Context, queue_id: int, reference: str) -> sa.Select[UsedReference]:
    of_queue = UsedReference.queue_definition_id == queue_id
    return ctx.everywhere(UsedReference).where(of_queue, UsedReference.reference == reference)


@prepared
def used_references(ctx: Context, queue_id: int, references: tuple[str, ...]) -> sa.Select[UsedReference]:
    of_queue = UsedReference.queue_definition_id == queue_id
    return ctx.everywhere(UsedReference).where(of_queue, UsedReference.reference == sa.any_(references))  # type: ignore[arg-type]


@prepared
def overdue_items(ctx: Context, moment: datetime) -> sa.Select[QueueItem]:
    """Items in progress whose lease has ended by a moment."""
    items = ctx.everywhere(QueueItem).where(QueueItem.status == Status.IN_PROGRESS, QueueItem.lease_until < moment)
    return items.order_by(QueueItem.lease_until).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def items_of_job(ctx: Context, job_key: UUID) -> sa.Select[QueueItem]:
    """Items that a job has in progress."""
    items = ctx.in_tenant(QueueItem).where(QueueItem.status == Status.IN_PROGRESS)
    return items.where(QueueItem.executor_job_key == job_key).with_for_update()


@prepared
def put_off_until(ctx: Context, moment: datetime) -> sa.Select[QueueItem]:
    """Items whose defer date has come by a moment."""
    items = ctx.everywhere(QueueItem).where(QueueItem.deferred, QueueItem.defer_date <= moment)
    return items.order_by(QueueItem.defer_date).limit(BATCH).with_for_update(skip_locked=True)
