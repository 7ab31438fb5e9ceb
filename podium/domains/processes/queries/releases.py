"""Processes, the versions they used, and the entry points they begin with."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.processes.models.mirrors import Mirror
from podium.domains.processes.models.packages import EntryPoint, Package
from podium.domains.processes.models.releases import Release, ReleaseVersion
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def packages_in(ctx: Context, place: int) -> sa.Select[Package]:
    """A package in the feed of a folder."""
    return ctx.in_tenant(Package).where(Package.feed_folder_id == place).limit(1)


@prepared
def package_by_id(ctx: Context, package_id: int) -> sa.Select[Package]:
    return ctx.select(Package).where(Package.id == package_id)


@prepared
def entry_points(ctx: Context, package_id: int) -> sa.Select[EntryPoint]:
    """The entry points of a package version, as it lists them."""
    return ctx.select(EntryPoint).where(EntryPoint.package_id == package_id).order_by(EntryPoint.id)


@prepared
def main_entry_point(ctx: Context, package_id: int) -> sa.Select[EntryPoint]:
    return ctx.select(EntryPoint).where(EntryPoint.package_id == package_id, EntryPoint.is_main)


@prepared
def release_keyed(ctx: Context, key: UUID) -> sa.Select[Release]:
    return ctx.select(Release).where(Release.key == key)


@prepared
def release_in_tenant(ctx: Context, key: UUID) -> sa.Select[Release]:
    """The process of a key, in whichever folder it is."""
    return ctx.in_tenant(Release).where(Release.key == key)


@prepared
def release_named(ctx: Context, name: str) -> sa.Select[Release]:
    return ctx.select(Release).where(sa.func.lower(Release.name) == sa.func.lower(name))


@prepared
def releases_of_tenant(ctx: Context) -> sa.Select[Release]:
    return ctx.in_tenant(Release).order_by(Release.name)


@prepared
def releases_here(ctx: Context) -> sa.Select[Release]:
    return ctx.select(Release)


@prepared
def releases_in(ctx: Context, place: int) -> sa.Select[Release]:
    """The processes of a folder, wherever this is done."""
    return ctx.in_tenant(Release).where(Release.folder_id == place)


@prepared
def release_of(ctx: Context, release_id: int) -> sa.Select[Release]:
    return ctx.everywhere(Release).where(Release.id == release_id)


@prepared
def releases_of_package(ctx: Context, feed: UUID, package: str) -> sa.Select[Release]:
    """The processes of all folders that run some version of a package."""
    same = sa.func.lower(Release.process_key) == sa.func.lower(package)
    return ctx.in_tenant(Release).where(Release.feed_id == feed, same)


@prepared
def release_version(ctx: Context, version_id: int) -> sa.Select[ReleaseVersion]:
    return ctx.select(ReleaseVersion).where(ReleaseVersion.id == version_id)


@prepared
def mirror_of(ctx: Context, feed: UUID) -> sa.Select[Mirror]:
    return ctx.everywhere(Mirror).where(Mirror.feed == feed)
