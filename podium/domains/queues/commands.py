"""What can be done to queues: the only writers of their tables."""

import msgspec

from podium.domains.queues import states
from podium.domains.queues.errors import DuplicateReference, ReferenceRequired
from podium.domains.queues.events import QueueItemAdded, QueueItemEnded, QueueItemStarted
from podium.domains.queues.models import (
    ExceptionType,
    ProcessingException,
    QueueDefinition,
    QueueItem,
    QueueItemData,
    ReferenceFilter,
    TransactionData,
    TransactionResult,
    UsedReference,
)
from podium.domains.queues.queries import next_items, queue_named, queue_of, used_reference
from podium.kernel.context import Context
from podium.kernel.entity import Json


async def add_item(ctx: Context, item_data: QueueItemData) -> QueueItem:
    """Add an item to a queue."""
    queue = await ctx.one(queue_named(ctx, item_data.name), item_data.name)
    return await put(ctx, queue, item_data)


async def start_transaction(ctx: Context, transaction_data: TransactionData) -> QueueItem | None:
    """Give the caller the next item, or a new item of the given content; None when there is nothing to do."""
    data = transaction_data
    queue = await ctx.one(queue_named(ctx, data.name), data.name)
    if data.specific_content is not None:
        item: QueueItem | None = await put(ctx, queue, data)
    else:
        prefix = data.reference_filter_option is ReferenceFilter.STARTS_WITH
        exact, start = (None, data.reference) if prefix else (data.reference, None)
        item = await ctx.take(next_items(ctx, queue.id, exact, start))
    if item is None:
        return None
    states.start(item)
    item.robot_id, item.start_processing = ctx.caller.robot_id, ctx.now
    ctx.emit(QueueItemStarted(item_id=item.id, queue_id=queue.id))
    return item


async def set_progress(ctx: Context, item: QueueItem, progress: str | None = None) -> None:
    """Say how far a transaction has come."""
    states.report(item)
    item.progress = progress


async def set_result(ctx: Context, item: QueueItem, transaction_result: TransactionResult) -> None:
    """End a transaction: successful, failed (with another try if the queue allows), or postponed."""
    result = transaction_result
    if result.defer_date or (result.due_date and not result.is_successful and not result.processing_exception):
        _postpone(item, result)
        return
    if result.is_successful:
        states.succeed(item)
    else:
        await _fail(ctx, item, result.processing_exception or ProcessingException())
    item.output, item.analytics, item.end_processing = result.output, result.analytics, ctx.now
    item.progress = result.progress if result.progress is not None else item.progress
    ctx.emit(QueueItemEnded(item_id=item.id, queue_id=item.queue_definition_id, status=item.status))


async def delete_item(ctx: Context, item: QueueItem) -> None:
    """Mark an item deleted; it is never taken again."""
    states.delete(item)


async def put(ctx: Context, queue: QueueDefinition, data: QueueItemData) -> QueueItem:
    """Add an item to a queue that is already at hand."""
    if queue.enforce_unique_reference:
        await _use_reference(ctx, queue, data.reference)
    item = await ctx.add(
        QueueItem(
            queue_definition_id=queue.id,
            folder_id=queue.folder_id,
            priority=data.priority,
            reference=data.reference or "",
            specific_content=data.specific_content,
            defer_date=data.defer_date,
            due_date=data.due_date,
            risk_sla_date=data.risk_sla_date,
            progress=data.progress,
        )
    )
    item.unique_key = item.key
    ctx.emit(QueueItemAdded(item_id=item.id, queue_id=queue.id))
    return item


async def _use_reference(ctx: Context, queue: QueueDefinition, reference: str | None) -> None:
    if not reference:
        raise ReferenceRequired
    if await ctx.first(used_reference(ctx, queue.id, reference)) is not None:
        raise DuplicateReference(name="Transaction")
    ctx.record(UsedReference(queue_definition_id=queue.id, reference=reference))


def _postpone(item: QueueItem, result: TransactionResult) -> None:
    states.postpone(item)
    item.defer_date = result.defer_date
    item.due_date = result.due_date or item.due_date
    item.progress, item.start_processing = result.progress, None


async def _fail(ctx: Context, item: QueueItem, problem: ProcessingException) -> None:
    states.fail(item)
    problem.creation_time = ctx.now
    item.processing_exception, item.processing_exception_type = Json(msgspec.json.encode(problem)), problem.type
    queue = await ctx.one(queue_of(ctx, item.queue_definition_id), "Queue")
    worth_retrying = problem.type is ExceptionType.APPLICATION and queue.accept_automatically_retry
    if worth_retrying and item.retry_number < queue.max_number_of_retries:
        states.retry(item)
        await ctx.add(_next_try(ctx, item))


def _next_try(ctx: Context, item: QueueItem) -> QueueItem:
    spent = (ctx.now - item.start_processing).total_seconds() if item.start_processing else 0
    return QueueItem(
        queue_definition_id=item.queue_definition_id,
        folder_id=item.folder_id,
        key=item.key,
        priority=item.priority,
        reference=item.reference,
        specific_content=item.specific_content,
        due_date=item.due_date,
        risk_sla_date=item.risk_sla_date,
        ancestor_id=item.id,
        ancestor_unique_key=item.unique_key,
        retry_number=item.retry_number + 1,
        seconds_in_previous_attempts=item.seconds_in_previous_attempts + int(spent),
    )
