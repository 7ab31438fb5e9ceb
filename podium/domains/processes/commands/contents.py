"""The file of a package: where it is, and how it is sent."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

from podium.domains.processes.commands import mirror
from podium.domains.processes.commands.ranking import P
from podium.domains.processes.errors import ErrorDownloading
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.published import Published
from podium.domains.processes.nupkg.package import manifest_in
from podium.domains.processes.shelves import Shelf
from podium.kernel.context import Context
from podium.kernel.stores import StoreFailed
from podium.odata.request import Stream

MEDIA_TYPE = "application/octet-stream"


async def stream(ctx: Context, feed: Feed, shelf: Shelf[P], package: P) -> Stream:
    """The file of a package, fetched now if it is still elsewhere."""
    await mirror.complete(ctx, feed, shelf, package)
    try:
        there = await ctx.blobs.there(package.blob or "", package.size)
    except StoreFailed as problem:
        raise feed.in_use() from problem
    if not there:
        raise ErrorDownloading(name=package.key)
    headers = {"content-length": str(package.size), "etag": f'"{package.blob}"'}
    return Stream(ctx.blobs.read(package.blob or ""), MEDIA_TYPE, filename(package), headers)


async def manifest(ctx: Context, feed: Feed, shelf: Shelf[P], package: P) -> bytes:
    """The nuspec of a package, as it is in its file."""
    found = (await stream(ctx, feed, shelf, package)).content
    if isinstance(found, Path):
        return await asyncio.to_thread(manifest_in, found)
    with tempfile.NamedTemporaryFile(prefix="podium-package-") as copy:
        async for chunk in cast("AsyncIterator[bytes]", found):
            copy.write(chunk)
        copy.flush()
        return await asyncio.to_thread(manifest_in, Path(copy.name))


def filename(package: Published) -> str:
    return f"{package.package}.{package.version}.nupkg"
