"""The history of items and the tallies of queues: every command tells here what it does, in the same statement."""

from collections.abc import Sequence
from typing import Any

from podium.domains.queues.models import ExceptionType, QueueItem, QueueItemEvent, Status
from podium.domains.queues.models.history import Action
from podium.domains.queues.models.statistics import QueueTally
from podium.kernel.context import Context

WAITING = {Status.NEW: "new", Status.IN_PROGRESS: "in_progress"}
DONE = {Status.SUCCESSFUL, Status.FAILED}
FAILURES = {
    ExceptionType.APPLICATION: "application_exceptions",
    ExceptionType.BUSINESS: "business_exceptions",
}


def created(ctx: Context, items: Sequence[QueueItem]) -> None:
    """Items of one queue were added."""
    for item in items:
        note(ctx, item, Action.CREATE)
    _count(ctx, items[0].queue_definition_id, new=len(items))


def moved(ctx: Context, item: QueueItem, was: Status, action: Action = Action.STATUS) -> None:
    """An item has another status than it had."""
    note(ctx, item, action)
    counts: dict[str, Any] = {}
    if was in WAITING:
        counts[WAITING[was]] = -1
    if item.status in WAITING:
        counts[WAITING[item.status]] = 1
    tally = _count(ctx, item.queue_definition_id, **counts, **_done(item, was))
    if was is Status.IN_PROGRESS and item.status in DONE:
        tally.last_processed = item.end_processing


def note(ctx: Context, item: QueueItem, action: Action, data: str | None = None) -> None:
    """Record what is being done to an item, and how it is now."""
    caller = ctx.caller
    ctx.record(
        QueueItemEvent(
            tenant_id=item.tenant_id,
            folder_id=item.folder_id,
            queue_definition_id=item.queue_definition_id,
            queue_item_id=item.id,
            timestamp=ctx.now,
            action=action,
            data=data,
            user_id=caller.user_id,
            user_name=caller.name or None,
            external_client_id=caller.application,
            status=item.status,
            review_status=item.review_status,
            reviewer_user_id=item.reviewer_user_id,
        )
    )


def _done(item: QueueItem, was: Status) -> dict[str, Any]:
    """What became of an attempt, and how long it took."""
    if item.status is Status.RETRIED:
        return {"retried": 1}
    if was is not Status.IN_PROGRESS or item.status not in DONE:
        return {}
    failure = FAILURES.get(item.processing_exception_type) if item.processing_exception_type else None
    outcome, start, end = failure or "successful", item.start_processing, item.end_processing
    spent = (end - start).total_seconds() if start and end else 0.0
    return {outcome: 1, f"{outcome}_time": spent}


def _count(ctx: Context, queue_id: int, **counts: Any) -> QueueTally:
    tally = ctx.sum(QueueTally, queue_definition_id=queue_id, since=ctx.now.replace(second=0, microsecond=0))
    for name, count in counts.items():
        setattr(tally, name, getattr(tally, name) + count)
    return tally
