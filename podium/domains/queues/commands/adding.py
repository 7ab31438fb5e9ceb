"""Items are added: one, or many at once."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from podium.domains.queues.commands import references
from podium.domains.queues.commands.history import created
from podium.domains.queues.commands.leases import job_of
from podium.domains.queues.commands.promises import in_danger_from, promised, urgency
from podium.domains.queues.commands.sealing import keep
from podium.domains.queues.content import check_new
from podium.domains.queues.errors import DuplicateReference, InvalidArgument, ReferenceRequired, published_name
from podium.domains.queues.events import QueueItemsAdded
from podium.domains.queues.models import QueueDefinition, QueueItem
from podium.domains.queues.models.bulk import BulkAdded, CommitType, FailedItem
from podium.domains.queues.models.policies import ReferencePolicy
from podium.domains.queues.models.transactions import QueueItemData
from podium.domains.queues.queries.definitions import queue_named
from podium.domains.queues.spreadsheets import items_of
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.odata.bind import Uploads
from podium.odata.request import Answered


async def add_item(ctx: Context, item_data: QueueItemData) -> QueueItem | Answered:
    """Add an item; where the queue wants that, the one that has its reference already is the answer."""
    queue = await ctx.one(queue_named(ctx, item_data.name), item_data.name)
    existing = await references.holder(ctx, queue, item_data.reference)
    return Answered(200, existing) if existing else await put(ctx, queue, item_data)


async def put(ctx: Context, queue: QueueDefinition, data: QueueItemData) -> QueueItem:
    """Add an item to a queue that is already at hand."""
    check_new(queue, data)
    if queue.enforce_unique_reference:
        if not data.reference:
            raise ReferenceRequired
        if data.reference in await references.used(ctx, queue, [data.reference]):
            raise DuplicateReference(name="Transaction")
    (item,) = await _store(ctx, queue, [data])
    return item


async def bulk_add(
    ctx: Context, queue_name: str, commit_type: CommitType, queue_items: list[QueueItemData]
) -> BulkAdded:
    """Add many items; which of them are kept when some are bad is the caller's choice."""
    queue = await ctx.one(queue_named(ctx, queue_name), queue_name)
    return await _put_all(ctx, queue, commit_type, queue_items)


async def upload(
    ctx: Context,
    queue: QueueDefinition,
    uploads: Uploads,
    commit_type: CommitType = CommitType.PROCESS_ALL_INDEPENDENTLY,
) -> BulkAdded:
    """Add the items of a CSV file."""
    if not uploads:
        raise InvalidArgument(name="file", why="There is none.")
    return await _put_all(ctx, queue, commit_type, await asyncio.to_thread(items_of, uploads[0].path))


async def _put_all(
    ctx: Context, queue: QueueDefinition, commit_type: CommitType, items: Sequence[QueueItemData | ApiError]
) -> BulkAdded:
    wanted = [data.reference for data in items if isinstance(data, QueueItemData) and data.reference]
    used = await references.used(ctx, queue, wanted)
    sorted_out = _sort_out(queue, items, used, commit_type)
    if sorted_out.good:
        await _store(ctx, queue, sorted_out.good)
    failed = [
        FailedItem(ordinal=ordinal, error_code=published_name(error), error_message=str(error))
        for ordinal, error in sorted_out.bad.items()
    ]
    return BulkAdded(success=not failed, message=_message(failed, sorted_out.good), failed_items=failed)


@dataclass(frozen=True)
class _Sorted:
    """The items of a call that are to be kept, and the errors of others by their place in it."""

    good: Sequence[QueueItemData]
    bad: Mapping[int, ApiError]


def _sort_out(
    queue: QueueDefinition, items: Iterable[QueueItemData | ApiError], used: set[str], commit_type: CommitType
) -> _Sorted:
    good: list[QueueItemData] = []
    bad: dict[int, ApiError] = {}
    for ordinal, data in enumerate(items):
        try:
            if isinstance(data, ApiError):
                raise data
            check_new(queue, data)
            if queue.enforce_unique_reference and not _use(queue, data.reference, used):
                continue
            good.append(data)
        except ApiError as error:
            bad[ordinal] = error
            if commit_type is CommitType.STOP_ON_FIRST_FAILURE:
                break
    return _Sorted([] if bad and commit_type is CommitType.ALL_OR_NOTHING else good, bad)


def _use(queue: QueueDefinition, reference: str | None, used: set[str]) -> bool:
    """Use a reference; False where the item that has it already is as good."""
    if not reference:
        raise ReferenceRequired
    if reference in used:
        if queue.reference_policy is ReferencePolicy.EXISTING:
            return False
        raise DuplicateReference(name="Transaction")
    used.add(reference)
    return True


def _message(failed: Sequence[FailedItem], stored: Sequence[QueueItemData]) -> str | None:
    return f"{len(stored)} items were added, {len(failed)} have errors." if failed else None


async def _store(ctx: Context, queue: QueueDefinition, datas: Sequence[QueueItemData]) -> list[QueueItem]:
    items = [_item(queue, data, ctx.now) for data in datas]
    creator = job_of(ctx)
    for item in items if creator else ():
        item.creator_job_key = creator
    await ctx.add_all(items)
    for item, data in zip(items, datas, strict=True) if queue.encrypted else ():
        await keep(ctx, item, "specific_content", data.specific_content)
    if queue.enforce_unique_reference:
        await references.use(ctx, queue, items)
    created(ctx, items)
    ctx.emit(QueueItemsAdded(queue_id=queue.id, item_ids=tuple([item.id for item in items])))
    return items


def _item(queue: QueueDefinition, data: QueueItemData, now: datetime) -> QueueItem:
    due, key = data.due_date or promised(queue, now), uuid4()
    return QueueItem(
        queue_definition_id=queue.id,
        folder_id=queue.folder_id,
        key=key,
        unique_key=key,
        priority=urgency(queue, data.priority),
        reference=data.reference or "",
        encrypted=queue.encrypted,
        specific_content=None if queue.encrypted else data.specific_content,
        defer_date=data.defer_date,
        deferred=data.defer_date is not None and data.defer_date > now,
        due_date=due,
        risk_sla_date=data.risk_sla_date or in_danger_from(queue, due),
        progress=data.progress,
        source=data.source,
        operation_id=data.operation_id,
        parent_operation_id=data.parent_operation_id,
    )
