"""What is to be forgotten is written into a bucket first."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from podium.domains.buckets.commands.contents import put
from podium.domains.buckets.queries import bucket_numbered
from podium.domains.buckets.storage import refuse_read_only
from podium.kernel.context import Context


async def archive(ctx: Context, bucket_id: int, path: str, media_type: str, write: Callable[[Path], None]) -> None:
    """Put a file into a bucket that takes files; ``write`` writes it, outside the loop of events."""
    bucket = await ctx.one(bucket_numbered(ctx, bucket_id), f"Bucket {bucket_id}")
    refuse_read_only(bucket)
    with tempfile.NamedTemporaryFile(prefix="podium-archive-") as file:
        await asyncio.to_thread(write, Path(file.name))
        await put(ctx, bucket, path, Path(file.name), media_type)
