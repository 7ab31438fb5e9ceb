"""Processes go to a version of their package, to the latest one, or back to where they were."""

from typing import Any
from uuid import UUID

from podium.domains.processes import feeds
from podium.domains.processes.commands import deploy, mirror, releases
from podium.domains.processes.commands.keys import find, normal
from podium.domains.processes.commands.settings import merged
from podium.domains.processes.errors import (
    InvalidPackageVersion,
    ManagedAutomatically,
    PackageGone,
    PreviousVersionNotFound,
)
from podium.domains.processes.models.packages import Package
from podium.domains.processes.models.published import tags_of
from podium.domains.processes.models.releases import Release, ReleaseVersion
from podium.domains.processes.queries.releases import release_keyed, release_version, releases_here
from podium.domains.processes.shelves import PACKAGES
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import ApiError
from podium.odata.wire import Complex


class BulkOperation(Complex):
    """``failed_items`` has the ids or keys of those that could not be moved."""

    success: bool
    message: str | None
    failed_items: list[Any]


async def to_version(ctx: Context, row: Release, package_version: str) -> int:
    """Use a certain version; gives the id of the use."""
    return (await _use(ctx, row, await _version(ctx, row, package_version))).id


async def to_latest(ctx: Context, row: Release, merge_package_tags: bool = False) -> int:
    """Use the latest version; gives the id of the use."""
    return (await _use(ctx, row, await _latest(ctx, row), merge_package_tags)).id


async def back(ctx: Context, row: Release, merge_package_tags: bool = False) -> int:
    """Use the version again that was used before the present one; gives the id of that use."""
    return (await _back(ctx, row, merge_package_tags)).id


async def to_version_by_key(ctx: Context, identifier: UUID, package_version: str) -> UUID:
    """The same for a process known by its key; gives the key of the use."""
    row = await _keyed(ctx, identifier)
    return (await _use(ctx, row, await _version(ctx, row, package_version))).key


async def to_latest_by_key(ctx: Context, identifier: UUID, merge_package_tags: bool = False) -> UUID:
    """The same for a process known by its key; gives the key of the use."""
    row = await _keyed(ctx, identifier)
    return (await _use(ctx, row, await _latest(ctx, row), merge_package_tags)).key


async def back_by_key(ctx: Context, identifier: UUID, merge_package_tags: bool = False) -> UUID:
    """The same for a process known by its key; gives the key of the use."""
    return (await _back(ctx, await _keyed(ctx, identifier), merge_package_tags)).key


async def all_to_latest(ctx: Context, release_ids: list[int], merge_package_tags: bool = False) -> BulkOperation:
    """Let several processes use the latest version of their package."""
    rows = {row.id: row for row in await ctx.all(releases_here(ctx))}
    failed = [key for key in release_ids if not await _moved(ctx, rows.get(key), merge_package_tags)]
    return BulkOperation(success=not failed, message=None, failed_items=failed)


async def all_to_latest_by_key(
    ctx: Context, release_keys: list[UUID], merge_package_tags: bool = False
) -> BulkOperation:
    """The same for processes known by their keys."""
    rows = {row.key: row for row in await ctx.all(releases_here(ctx))}
    failed = [key for key in release_keys if not await _moved(ctx, rows.get(key), merge_package_tags)]
    return BulkOperation(success=not failed, message=None, failed_items=failed)


async def update_by_key(
    ctx: Context,
    release_key: UUID,
    process_version: str | None = None,
    entry_point_path: str | None = None,
    input_args: str | None = None,
) -> None:
    """Change what deployment scripts change: version, entry point, arguments. What is not named stays."""
    wished = {"process_version": process_version, "entry_point_path": entry_point_path, "input_arguments": input_args}
    changes = Changes({name: value for name, value in wished.items() if value is not None})
    await releases.update(ctx, await _keyed(ctx, release_key), changes)


async def _use(ctx: Context, row: Release, package: Package, merge_tags: bool = False) -> ReleaseVersion:
    if row.auto_update and package.id != row.package_id:
        raise ManagedAutomatically(name=row.name)
    if package.id != row.package_id:
        await deploy.deploy(ctx, row, package)
    if merge_tags:
        row.tags = merged(row.tags, tags_of(package.tags))
    releases.edited(ctx, row, package.version)
    return await ctx.one(release_version(ctx, row.current_version_id or 0), f"The version of {row.name}")


async def _back(ctx: Context, row: Release, merge_tags: bool) -> ReleaseVersion:
    current = await ctx.one(release_version(ctx, row.current_version_id or 0), f"The version of {row.name}")
    previous = await ctx.first(release_version(ctx, current.previous_id)) if current.previous_id else None
    if previous is None:
        raise PreviousVersionNotFound(name=row.name)
    try:
        package = await _version(ctx, row, previous.version_number)
    except InvalidPackageVersion as problem:
        raise PackageGone from problem
    row.current_version_id = previous.id
    return await _use(ctx, row, package, merge_tags)


async def _moved(ctx: Context, row: Release | None, merge_tags: bool) -> bool:
    if row is None:
        return False
    try:
        await _use(ctx, row, await _latest(ctx, row), merge_tags)
    except ApiError:
        return False
    return True


async def _version(ctx: Context, row: Release, version: str) -> Package:
    feed = await feeds.process_feed(ctx, row.feed_id)
    found = await find(ctx, feed, PACKAGES, row.process_key, normal(version))
    if found is None:
        raise InvalidPackageVersion
    return await mirror.complete(ctx, feed, PACKAGES, found)


async def _latest(ctx: Context, row: Release) -> Package:
    feed = await feeds.process_feed(ctx, row.feed_id)
    await mirror.look_at(ctx, feed, PACKAGES, row.process_key)
    found = await ctx.first(PACKAGES.latest(ctx, (feed.key,), row.process_key))
    if found is None:
        raise PackageGone
    return await mirror.complete(ctx, feed, PACKAGES, found)


async def _keyed(ctx: Context, key: UUID) -> Release:
    return await ctx.one(release_keyed(ctx, key), f"Release {key}")
