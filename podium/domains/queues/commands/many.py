"""The same is done to many items, each by itself."""

from collections.abc import Awaitable, Callable, Sequence

from podium.domains.queues.models import QueueItem
from podium.domains.queues.models.bulk import BulkDone, VersionedItem
from podium.domains.queues.queries.items import items_numbered
from podium.kernel.context import Context
from podium.kernel.errors import ApiError

Work = Callable[[Context, QueueItem], Awaitable[object]]


async def each(ctx: Context, wanted: Sequence[VersionedItem], work: Work) -> BulkDone:
    """Do something to the items that are as the caller saw them and allow it; name the others."""
    ids = tuple([one.id for one in wanted])
    found = {item.id: item for item in await ctx.all(items_numbered(ctx, ids))}
    failed = []
    for one in wanted:
        item = found.get(one.id)
        as_seen = item is not None and one.version in (None, item.row_version)
        if item is None or not as_seen or not await _done(ctx, item, work):
            failed.append(one.id)
    message = f"{len(failed)} of {len(ids)} items were left as they are." if failed else None
    return BulkDone(success=not failed, message=message, failed_items=failed)


async def _done(ctx: Context, item: QueueItem, work: Work) -> bool:
    try:
        await work(ctx, item)
    except ApiError:
        return False
    return True
