"""Transactions: an item is taken, worked on, and ends."""

from datetime import datetime

import msgspec

from podium.domains.queues import states
from podium.domains.queues.commands.adding import put
from podium.domains.queues.commands.history import moved, note
from podium.domains.queues.commands.leases import extend, job_of, lease, refuse_late
from podium.domains.queues.commands.promises import move_deadline
from podium.domains.queues.commands.references import holder
from podium.domains.queues.commands.retries import retry_if_wanted
from podium.domains.queues.commands.sealing import keep
from podium.domains.queues.commands.waiting import wait_for_items
from podium.domains.queues.content import NO_CONTENT, check_length, check_result, check_schema, checked, mismatch
from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.events import QueueItemCompleted, QueueItemFailed, QueueItemsReturned, QueueItemStarted
from podium.domains.queues.models import ExceptionType, QueueDefinition, QueueItem, Status
from podium.domains.queues.models.history import Action
from podium.domains.queues.models.policies import FailureKind
from podium.domains.queues.models.transactions import (
    Lease,
    ProcessingException,
    ReferenceFilter,
    TransactionData,
    TransactionResult,
)
from podium.domains.queues.queries.definitions import queue_named, queue_of
from podium.domains.queues.queries.items import due_items, next_items
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.odata.request import Later


async def start_transaction(
    ctx: Context, transaction_data: TransactionData, wait: float | None = None
) -> QueueItem | Later | None:
    """Give the caller the next item, or a new item of the given content; None when there is nothing to do.

    ``wait``: seconds that the caller is kept waiting, 30 at most, while there is nothing to do.
    """
    data = transaction_data
    queue = await ctx.one(queue_named(ctx, data.name), data.name)
    brings_content = data.specific_content is not None
    item = await _own(ctx, queue, data) if brings_content else await _next(ctx, queue, data)
    if item is None:
        return await wait_for_items(ctx, queue, wait) if wait and not brings_content else None
    was = states.start(item)
    item.robot_id, item.start_processing, item.deferred = ctx.caller.robot_id, ctx.now, False
    item.executor_job_key, item.lease_until = job_of(ctx), await lease(ctx, queue)
    moved(ctx, item, was)
    ctx.emit(QueueItemStarted(item_id=item.id, queue_id=queue.id))
    return item


async def _own(ctx: Context, queue: QueueDefinition, data: TransactionData) -> QueueItem | None:
    """A new item; or the one that has its reference, if the queue wants that and it is there to be taken."""
    existing = await holder(ctx, queue, data.reference)
    if existing is None:
        return await put(ctx, queue, data)
    is_due = existing.defer_date is None or existing.defer_date <= ctx.now
    return existing if existing.status is Status.NEW and is_due else None


async def _next(ctx: Context, queue: QueueDefinition, data: TransactionData) -> QueueItem | None:
    """The item whose turn it is. One whose time has just come may not stand in line yet; it is looked for last."""
    starts, wanted = data.reference_filter_option is ReferenceFilter.STARTS_WITH, data.reference or None
    exact, prefix = (None, wanted) if starts else (wanted, None)
    content = _wanted_content(queue, data)
    item = await ctx.take(next_items(ctx, queue.id, exact, prefix, content))
    return item or await ctx.take(due_items(ctx, queue.id, exact, prefix, content))


def _wanted_content(queue: QueueDefinition, data: TransactionData) -> str | None:
    if data.content_filter is None:
        return None
    if queue.encrypted:
        raise InvalidArgument(name="ContentFilter", why="The content of this queue is sealed.")
    wanted = checked(data.content_filter, "ContentFilter")
    return bytes(wanted or NO_CONTENT).decode()


async def set_progress(
    ctx: Context, item: QueueItem, progress: str | None = None, start_processing: datetime | None = None
) -> None:
    """Say how far a transaction has come."""
    check_length("Progress", progress)
    refuse_late(ctx, item, start_processing)
    states.report(item)
    item.progress = progress
    await extend(ctx, item)
    note(ctx, item, Action.EDIT)


async def keep_alive(ctx: Context, item: QueueItem, start_processing: datetime | None = None) -> Lease:
    """Say that a transaction goes on."""
    refuse_late(ctx, item, start_processing)
    states.report(item)
    return Lease(until=await extend(ctx, item))


async def set_result(ctx: Context, item: QueueItem, transaction_result: TransactionResult) -> None:
    """End a transaction: successful, failed (with another try if the queue allows), or postponed."""
    result = transaction_result
    check_result(result)
    refuse_late(ctx, item, result.start_processing)
    if result.postpones:
        await _postpone(ctx, item, result)
        return
    await keep(ctx, item, "output", result.output)
    item.analytics, item.end_processing = result.analytics, ctx.now
    item.operation_id = result.operation_id or item.operation_id
    item.progress = result.progress if result.progress is not None else item.progress
    queue = await ctx.one(queue_of(ctx, item.queue_definition_id), "Queue")
    problem = _problem(queue, result)
    if problem:
        await _fail(ctx, queue, item, problem)
        return
    moved(ctx, item, states.succeed(item), Action.EDIT)
    ctx.emit(QueueItemCompleted(item_id=item.id, queue_id=queue.id))


async def _postpone(ctx: Context, item: QueueItem, result: TransactionResult) -> None:
    """Put an item back, at once or for later, and with other content if the next step needs it."""
    was = states.postpone(item)
    queue = await ctx.one(queue_of(ctx, item.queue_definition_id), "Queue")
    if result.specific_content is not None:
        check_schema(queue, result.specific_content)
        await keep(ctx, item, "specific_content", result.specific_content)
    item.defer_date = result.defer_date
    item.deferred = result.defer_date is not None and result.defer_date > ctx.now
    move_deadline(queue, item, result.due_date or item.due_date)
    item.progress, item.start_processing = result.progress, None
    item.put_back_by, item.executor_job_key, item.lease_until = item.executor_job_key, None, None
    moved(ctx, item, was)
    ctx.emit(QueueItemsReturned(queue_id=item.queue_definition_id))


def _problem(queue: QueueDefinition, result: TransactionResult) -> ProcessingException | None:
    """Why it failed; a success whose output is not as the queue wants it is a failure."""
    if not result.is_successful:
        return result.processing_exception or ProcessingException()
    reason = mismatch(queue, result)
    return ProcessingException(reason=reason, type=ExceptionType.BUSINESS) if reason else None


async def _fail(ctx: Context, queue: QueueDefinition, item: QueueItem, problem: ProcessingException) -> None:
    was = states.fail(item)
    problem.creation_time = ctx.now
    item.processing_exception, item.processing_exception_type = Json(msgspec.json.encode(problem)), problem.type
    moved(ctx, item, was, Action.EDIT)
    again = await retry_if_wanted(ctx, queue, item, FailureKind(problem.type))
    ctx.emit(QueueItemFailed(item_id=item.id, queue_id=queue.id, final=not again))
