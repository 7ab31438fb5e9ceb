"""Items are tried again: a fresh copy takes the place of the attempt that failed."""

from datetime import timedelta

from podium.domains.queues import states
from podium.domains.queues.commands.history import created, moved
from podium.domains.queues.commands.policies import delays_of
from podium.domains.queues.commands.sealing import content_of, keep
from podium.domains.queues.events import QueueItemsReturned
from podium.domains.queues.models import QueueDefinition, QueueItem
from podium.domains.queues.models.history import Action
from podium.domains.queues.models.policies import FailureKind
from podium.kernel.context import Context


async def retry_if_wanted(ctx: Context, queue: QueueDefinition, item: QueueItem, kind: FailureKind) -> bool:
    """Try an item again, at once or after a pause, if its queue wants that after such a failure."""
    delay = next((one for one in delays_of(queue) if one.kind is kind), None)
    wanted = {
        FailureKind.APPLICATION: queue.accept_automatically_retry,
        FailureKind.ABANDONED: queue.retry_abandoned_items,
    }
    if item.retry_number >= queue.max_number_of_retries or not (delay or wanted.get(kind)):
        return False
    await _retry(ctx, item, delay.after(item.retry_number) if delay else timedelta())
    return True


async def _retry(ctx: Context, item: QueueItem, pause: timedelta) -> None:
    """Try an item again because it failed; the attempts are counted."""
    spent = (ctx.now - item.start_processing).total_seconds() if item.start_processing else 0
    next_try = _copy(item)
    next_try.ancestor_id, next_try.ancestor_unique_key = item.id, item.unique_key
    next_try.retry_number = item.retry_number + 1
    next_try.seconds_in_previous_attempts = item.seconds_in_previous_attempts + int(spent)
    if pause:
        next_try.defer_date, next_try.deferred = ctx.now + pause, True
    await _replace(ctx, item, next_try)


async def retry_by_hand(ctx: Context, item: QueueItem) -> QueueItem:
    """Try an item again because somebody wants it; attempts are counted anew."""
    next_try = _copy(item)
    next_try.manual_ancestor_id, next_try.manual_ancestor_unique_key = item.id, item.unique_key
    next_try.manual_retry_number = item.manual_retry_number + 1
    return await _replace(ctx, item, next_try)


async def _replace(ctx: Context, item: QueueItem, next_try: QueueItem) -> QueueItem:
    was = states.retry(item)
    await ctx.add(next_try)
    await keep(ctx, next_try, "specific_content", await content_of(ctx, item, "specific_content"))
    moved(ctx, item, was, Action.RETRY)
    created(ctx, [next_try])
    ctx.emit(QueueItemsReturned(queue_id=item.queue_definition_id))
    return next_try


def _copy(item: QueueItem) -> QueueItem:
    return QueueItem(
        tenant_id=item.tenant_id,
        folder_id=item.folder_id,
        queue_definition_id=item.queue_definition_id,
        key=item.key,
        priority=item.priority,
        reference=item.reference,
        encrypted=item.encrypted,
        due_date=item.due_date,
        risk_sla_date=item.risk_sla_date,
        source=item.source,
        creator_job_key=item.creator_job_key,
        operation_id=item.operation_id,
        parent_operation_id=item.parent_operation_id,
    )
