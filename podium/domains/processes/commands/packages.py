"""Packages looked at, fetched and deleted."""

from uuid import UUID

from podium.domains.processes import feeds
from podium.domains.processes.commands.keys import package_of_key, split
from podium.domains.processes.commands.publish import rank_of
from podium.domains.processes.errors import DownloadForbidden, ErrorDownloading, PackageInUse, PackageNotFound
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.packages import ArgumentMetadata, EntryPoint, Package
from podium.domains.processes.queries import (
    entry_points,
    latest_packages,
    main_entry_point,
    package_versions,
    releases_of_package,
)
from podium.kernel.context import Context
from podium.kernel.statements import Bound
from podium.odata.request import Stream

MEDIA_TYPE = "application/octet-stream"


async def list_packages(ctx: Context, search_term: str | None = None, feed_id: UUID | None = None) -> Bound[Package]:
    """One row for each package of a feed: its latest version."""
    return latest_packages(ctx, (await _feed(ctx, feed_id, "View")).key, search_term or None)


async def list_versions(ctx: Context, process_id: str, feed_id: UUID | None = None) -> Bound[Package]:
    """Every version of a package, the newest first."""
    return package_versions(ctx, (await _feed(ctx, feed_id, "View")).key, process_id)


async def get(ctx: Context, key: str, feed_id: UUID | None = None) -> Package:
    """A package version by its key."""
    return await package_of_key(ctx, await _feed(ctx, feed_id, "View"), key)


async def get_arguments(ctx: Context, key: str, feed_id: UUID | None = None) -> ArgumentMetadata:
    """What the main entry point takes and gives."""
    package = await get(ctx, key, feed_id)
    return ArgumentMetadata(input=package.input, output=package.output)


async def get_entry_points(ctx: Context, key: str, feed_id: UUID | None = None) -> Bound[EntryPoint]:
    """The entry points that a package version offers."""
    return entry_points(ctx, (await get(ctx, key, feed_id)).id)


async def get_main_entry_point(ctx: Context, key: str, feed_id: UUID | None = None) -> EntryPoint:
    """The entry point that is taken where none is named."""
    return await ctx.one(main_entry_point(ctx, (await get(ctx, key, feed_id)).id), f"The entry point of {key}")


async def download(ctx: Context, key: str, feed_id: UUID | None = None) -> Stream:
    """The file of a package version."""
    feed = await feeds.process_feed(ctx, feed_id)
    if not feeds.may(ctx, feed, "View"):
        raise DownloadForbidden
    package = await package_of_key(ctx, feed, key)
    if not await ctx.blobs.there(package.blob, package.size):
        raise ErrorDownloading(name=package.key)
    headers = {"content-length": str(package.size), "etag": f'"{package.blob}"'}
    return Stream(ctx.blobs.read(package.blob), MEDIA_TYPE, f"{package.package}.{package.version}.nupkg", headers)


async def delete(ctx: Context, key: str, feed_id: UUID | None = None) -> None:
    """Delete a version that no process uses; a key without a version means all of those."""
    feed = await _feed(ctx, feed_id, "Delete")
    name, version = split(key) if ":" in key else (key, None)
    versions = await ctx.all(package_versions(ctx, feed.key, name))
    named = [package for package in versions if version is None or package.version.lower() == version.lower()]
    if not named:
        raise PackageNotFound(name=key)
    idle = [package for package in named if not package.is_active]
    if not idle:
        raise PackageInUse
    for package in idle:
        ctx.remove(package)
    await _crown(ctx, feed, name, [package for package in versions if package not in idle])


async def _crown(ctx: Context, feed: Feed, name: str, left: list[Package]) -> None:
    """The latest of those that are left is the latest version now."""
    heir = max(left, key=rank_of, default=None)
    if heir is None or heir.is_latest_version:
        return
    heir.is_latest_version = True
    for release in await ctx.all(releases_of_package(ctx, feed.key, name)):
        release.is_latest_version = release.package_id == heir.id


async def _feed(ctx: Context, key: UUID | None, verb: str) -> Feed:
    feed = await feeds.process_feed(ctx, key)
    feeds.demand(ctx, feed, verb)
    return feed
