"""Items are written into a bucket before they are removed: a zip file with a table of them, for each batch."""

import io
import logging
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from podium.domains.buckets.commands.archiving import archive
from podium.domains.buckets.models import Bucket
from podium.domains.buckets.storage import refuse_read_only
from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.models import QueueDefinition, QueueItem
from podium.domains.queues.models.retention import QueueRetention
from podium.domains.queues.queries.definitions import queue_of
from podium.domains.queues.queries.items import items_numbered
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.odata.report import write_table

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/zip"
OURS = {"tenant_id", "folder_id", "row_version", "deferred", "put_back_by", "sealed_content", "sealed_output"}
WRITTEN = {column.name: column.name for column in QueueItem.table.columns if column.name not in OURS}


async def demand_archive(ctx: Context, queue: QueueDefinition, bucket_id: int | None) -> None:
    """Refuse to archive where there is no bucket that takes files, or where content is not to lie open."""
    if queue.encrypted:
        raise InvalidArgument(name="Action", why="The content of the queue is sealed; it would lie open in a bucket.")
    if bucket_id is None:
        raise InvalidArgument(name="BucketId", why="It says where items are archived.")
    refuse_read_only(await ctx.get(Bucket, bucket_id))


async def archive_items(ctx: Context, retention: QueueRetention, ids: Sequence[int]) -> bool:
    """Write items into the bucket of their queue; False if it does not take them."""
    items = await ctx.all(items_numbered(ctx, tuple(ids)))
    name = f"{ctx.now:%Y-%m-%d}-{ids[0]}-{ids[-1]}"
    try:
        queue = await ctx.one(queue_of(ctx, retention.id), "Queue")
        path = f"/Archive/Queues/Queue-{queue.key}/{name}.zip"
        await archive(ctx, retention.bucket_id or 0, path, MEDIA_TYPE, partial(_write, name, items))
    except ApiError as problem:
        log.warning("items are not archived", extra={"queue": retention.id, "problem": str(problem)})
        return False
    return True


def _write(name: str, items: Sequence[QueueItem], path: Path) -> None:
    text = io.StringIO()
    write_table(text, WRITTEN, [vars(item) for item in items])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"{name}.csv", text.getvalue())
