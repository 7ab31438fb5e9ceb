"""Packages looked at, fetched and deleted."""

from uuid import UUID

import msgspec

from podium.domains.processes import feeds
from podium.domains.processes.commands import contents, mirror
from podium.domains.processes.commands.keys import package_of_key, split
from podium.domains.processes.commands.ranking import crown
from podium.domains.processes.errors import (
    DownloadForbidden,
    NotSupportedByExternalFeeds,
    PackageInUse,
    PackageNotFound,
)
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.packages import ArgumentMetadata, EntryPoint, Package, PackageResource
from podium.domains.processes.models.releases import Release
from podium.domains.processes.nupkg.bindings import Resource
from podium.domains.processes.queries.releases import entry_points, main_entry_point, releases_of_package
from podium.domains.processes.shelves import PACKAGES
from podium.kernel.context import Context
from podium.kernel.statements import Bound
from podium.odata.request import Stream


async def list_packages(ctx: Context, search_term: str | None = None, feed_id: UUID | None = None) -> Bound[Package]:
    """One row for each package of a feed: its latest version."""
    feed = await _feed(ctx, feed_id, "View")
    await mirror.look(ctx, feed, PACKAGES, search_term or "")
    return PACKAGES.listed(ctx, (feed.key,), search_term or None)


async def list_versions(ctx: Context, process_id: str, feed_id: UUID | None = None) -> Bound[Package]:
    """Every version of a package, the newest first."""
    feed = await _feed(ctx, feed_id, "View")
    await mirror.look_at(ctx, feed, PACKAGES, process_id)
    return PACKAGES.versions(ctx, (feed.key,), process_id)


async def get(ctx: Context, key: str, feed_id: UUID | None = None) -> Package:
    """A package version by its key."""
    return await package_of_key(ctx, await _feed(ctx, feed_id, "View"), PACKAGES, key)


async def get_arguments(ctx: Context, key: str, feed_id: UUID | None = None) -> ArgumentMetadata:
    """What the main entry point takes and gives."""
    package = await _complete(ctx, key, feed_id)
    return ArgumentMetadata(input=package.input, output=package.output)


async def set_arguments(ctx: Context, key: str, arguments: ArgumentMetadata) -> None:
    """Say what the main entry point takes and gives, of a package that does not say so itself."""
    feed = await _feed(ctx, None, "Edit")
    package = await package_of_key(ctx, feed, PACKAGES, key)
    package.input, package.output = arguments.input, arguments.output
    main = await ctx.first(main_entry_point(ctx, package.id))
    if main:
        main.input_arguments, main.output_arguments = arguments.input, arguments.output


async def get_entry_points(ctx: Context, key: str, feed_id: UUID | None = None) -> Bound[EntryPoint]:
    """The entry points that a package version offers."""
    return entry_points(ctx, (await _complete(ctx, key, feed_id)).id)


async def get_main_entry_point(ctx: Context, key: str, feed_id: UUID | None = None) -> EntryPoint:
    """The entry point that is taken where none is named."""
    package = await _complete(ctx, key, feed_id)
    return await ctx.one(main_entry_point(ctx, package.id), f"The entry point of {key}")


async def get_resources(ctx: Context, row: Release, process_key: str) -> list[PackageResource]:
    """What a version of the package of a process will use."""
    package = await package_of_key(ctx, await feeds.process_feed(ctx, row.feed_id), PACKAGES, process_key)
    told = msgspec.json.decode(package.resources, type=list[Resource]) if package.resources else []
    return [
        PackageResource(resource_type=one.type, key=one.key, name=one.name, folder_path=one.folder_path) for one in told
    ]


async def download(ctx: Context, key: str, feed_id: UUID | None = None) -> Stream:
    """The file of a package version."""
    feed = await feeds.process_feed(ctx, feed_id)
    if not feeds.may(ctx, feed, "View"):
        raise DownloadForbidden
    return await contents.stream(ctx, feed, PACKAGES, await package_of_key(ctx, feed, PACKAGES, key))


async def delete(ctx: Context, key: str, feed_id: UUID | None = None) -> None:
    """Delete a version that no process uses; a key without a version means all of those."""
    feed = await _feed(ctx, feed_id, "Delete")
    if feed.external:
        raise NotSupportedByExternalFeeds
    name, version = split(key) if ":" in key else (key, None)
    versions = await ctx.all(PACKAGES.versions(ctx, (feed.key,), name))
    named = [package for package in versions if version is None or package.version.lower() == version.lower()]
    if not named:
        raise PackageNotFound(name=key)
    idle = [package for package in named if not package.is_active]
    if not idle:
        raise PackageInUse
    heir = crown([package for package in versions if package not in idle])
    if heir:
        for release in await ctx.all(releases_of_package(ctx, feed.key, name)):
            release.is_latest_version = release.package_id == heir.id
    for package in idle:
        ctx.remove(package)


async def _complete(ctx: Context, key: str, feed_id: UUID | None) -> Package:
    """A package with all that only its file tells."""
    feed = await _feed(ctx, feed_id, "View")
    return await mirror.complete(ctx, feed, PACKAGES, await package_of_key(ctx, feed, PACKAGES, key))


async def _feed(ctx: Context, key: UUID | None, verb: str) -> Feed:
    feed = await feeds.process_feed(ctx, key)
    feeds.demand(ctx, feed, verb)
    return feed
