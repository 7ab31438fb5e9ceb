"""Items are written into a bucket before they are removed: a zip file with a table of them, for each batch."""

import asyncio
import io
import logging
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from podium.domains.buckets.commands.contents import put
from podium.domains.buckets.models import Bucket
from podium.domains.buckets.queries import bucket_numbered
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


async def archive(ctx: Context, retention: QueueRetention, ids: Sequence[int]) -> bool:
    """Write items into the bucket of their queue; False if it does not take them."""
    queue = await ctx.first(queue_of(ctx, retention.id))
    bucket = await ctx.first(bucket_numbered(ctx, retention.bucket_id or 0))
    if queue is None or bucket is None:
        log.warning("items are not archived: there is no bucket", extra={"queue": retention.id})
        return False
    items = await ctx.all(items_numbered(ctx, tuple(ids)))
    name = f"{ctx.now:%Y-%m-%d}-{ids[0]}-{ids[-1]}"
    with tempfile.NamedTemporaryFile(prefix="podium-archive-") as file:
        await asyncio.to_thread(_put_down, Path(file.name), name, items)
        try:
            await put(ctx, bucket, f"/Archive/Queues/Queue-{queue.key}/{name}.zip", Path(file.name), MEDIA_TYPE)
        except ApiError as problem:
            log.warning("items are not archived", extra={"queue": queue.id, "problem": str(problem)})
            return False
    return True


def _put_down(path: Path, name: str, items: Sequence[QueueItem]) -> None:
    text = io.StringIO()
    write_table(text, WRITTEN, [vars(item) for item in items])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.csv", text.getvalue())
