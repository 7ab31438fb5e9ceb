"""The file of a package: where it is, and how it is sent."""

from podium.domains.processes.commands import mirror
from podium.domains.processes.commands.ranking import P
from podium.domains.processes.errors import ErrorDownloading
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.published import Published
from podium.domains.processes.queries.shelves import Shelf
from podium.kernel.context import Context
from podium.kernel.stores import StoreFailed
from podium.odata.request import Stream

MEDIA_TYPE = "application/octet-stream"


async def stream(ctx: Context, feed: Feed, shelf: Shelf[P], package: P) -> Stream:
    """The file of a package, fetched now if it is still elsewhere."""
    if package.blob is None:
        await mirror.fetch(ctx, feed, shelf, package)
    try:
        there = await ctx.blobs.there(package.blob or "", package.size)
    except StoreFailed as problem:
        raise feed.in_use() from problem
    if not there:
        raise ErrorDownloading(name=package.key)
    headers = {"content-length": str(package.size), "etag": f'"{package.blob}"'}
    return Stream(ctx.blobs.read(package.blob or ""), MEDIA_TYPE, filename(package), headers)


def filename(package: Published) -> str:
    return f"{package.package}.{package.version}.nupkg"
