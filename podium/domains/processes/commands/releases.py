"""Processes: made, changed, deleted."""

from typing import Any
from uuid import UUID

from podium.domains.processes import feeds
from podium.domains.processes.arguments import check_input
from podium.domains.processes.commands import deploy, environments, mirror, retention
from podium.domains.processes.commands.keys import find, normal
from podium.domains.processes.commands.settings import check, priorities
from podium.domains.processes.errors import InvalidPackageVersion, ManagedAutomatically, PackageNotFound, ProcessOfQueue
from podium.domains.processes.events import ReleaseCreated, ReleaseDeleting, ReleaseUpdated
from podium.domains.processes.models.packages import Package
from podium.domains.processes.models.releases import Release, RemoteControlAccess
from podium.domains.processes.queries.releases import release_keyed
from podium.domains.processes.shelves import PACKAGES
from podium.domains.queues.queries.predictions import promising_with
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import Forbidden

REMOTE_CONTROL = "RemoteControl.Create"
PACKAGE = ("process_key", "process_version", "feed_id", "entry_point_id", "entry_point_path")
"""What a process takes from its package."""
APART = (*PACKAGE, *retention.SENT)


async def get(ctx: Context, row: Release) -> Release:
    """A process."""
    return row


async def create(ctx: Context, changes: Changes) -> Release:
    """Set a package version up as a process of this folder."""
    wished = {name: changes.pop(name, None) for name in APART}
    if changes["remote_control_access"] is not RemoteControlAccess.NONE:
        _demand_remote_control(ctx)
    check(changes)
    new = Release(**priorities(changes), process_key=wished["process_key"], process_version=wished["process_version"])
    package = await _package(ctx, wished)
    point = await deploy.entry_point_wished(ctx, package, wished["entry_point_id"], wished["entry_point_path"])
    new.creator_user_id = ctx.caller.user_id
    await ctx.add(new)
    await deploy.deploy(ctx, new, package, point)
    check_input(new.input, new.input_arguments, complete=False)
    await environments.attach(ctx, new)
    await retention.begin(ctx, new, wished)
    ctx.emit(ReleaseCreated(release_id=new.id))
    return new


async def update(ctx: Context, row: Release, changes: Changes) -> Release:
    """Change a process; it moves to another version where one is named."""
    if changes.get("remote_control_access", row.remote_control_access) is not row.remote_control_access:
        _demand_remote_control(ctx)
    check(changes)
    wished = {name: changes.pop(name, None) for name in APART}
    for attribute, value in priorities(changes).items():
        setattr(row, attribute, value)
    if "environment_id" in row.changes():
        await environments.attach(ctx, row)
    version = await _moved(ctx, row, wished)
    if "input_arguments" in changes:
        check_input(row.input, row.input_arguments, complete=False)
    edited(ctx, row, version)
    return row


async def delete(ctx: Context, row: Release) -> None:
    """Delete a process that nothing needs any more."""
    if queue := await ctx.first(promising_with(ctx, row.id)):
        raise ProcessOfQueue(name=row.name, queue=queue.name)
    ctx.emit(ReleaseDeleting(release_id=row.id, key=str(row.key), name=row.name))
    await deploy.withdraw(ctx, row)
    ctx.remove(row)


async def delete_by_key(ctx: Context, key: UUID) -> None:
    """Delete the process of a key, in whichever folder the caller may."""
    row = await ctx.one(release_keyed(ctx, key), f"Release {key}")
    if "Processes.Delete" not in ctx.caller.permissions(row.folder_id):
        raise Forbidden(missing="Processes.Delete")
    await delete(ctx, row)


def edited(ctx: Context, row: Release, version: str | None = None) -> None:
    """Say who changed a process, and tell of it; ``version`` is what it moved to."""
    row.last_modification_time, row.last_modifier_user_id = ctx.now, ctx.caller.user_id
    ctx.emit(ReleaseUpdated(release_id=row.id, version=version))


async def _moved(ctx: Context, row: Release, wished: dict[str, Any]) -> str | None:
    """Move a process to the version and entry point wished for; gives the version if it is another one."""
    names = {name: wished[name] or getattr(row, name) for name in ("process_key", "process_version", "feed_id")}
    same = (names["process_key"], names["process_version"]) == (row.process_key, row.process_version)
    if same and wished["entry_point_id"] is None and wished["entry_point_path"] is None:
        return None
    package = await _package(ctx, names)
    moves = package.id != row.package_id
    if moves and row.auto_update:
        raise ManagedAutomatically(name=row.name)
    point = await deploy.entry_point_wished(ctx, package, wished["entry_point_id"], wished["entry_point_path"])
    if moves or (point and point.id != row.entry_point_id):
        await deploy.deploy(ctx, row, package, point)
    return package.version if moves else None


async def _package(ctx: Context, named: dict[str, Any]) -> Package:
    """The package version that a process of this folder may run, complete."""
    name, version, feed_id = named["process_key"], named["process_version"], named["feed_id"]
    own = await feeds.feed_of_folder(ctx, ctx.here())
    feed = own if feed_id in (None, own.key) else await feeds.tenant_feed(ctx)
    if feed_id not in (None, feed.key):
        raise PackageNotFound(name=name)
    found = await find(ctx, feed, PACKAGES, name, normal(version))
    if found is None and await ctx.first(PACKAGES.latest(ctx, (feed.key,), name)) is None:
        raise PackageNotFound(name=name)
    if found is None:
        raise InvalidPackageVersion
    return await mirror.complete(ctx, feed, PACKAGES, found)


def _demand_remote_control(ctx: Context) -> None:
    if REMOTE_CONTROL not in ctx.caller.permissions(ctx.folder_id):
        raise Forbidden(missing=REMOTE_CONTROL)
