"""What can be asked about packages and processes."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.processes.models.packages import EntryPoint, Package
from podium.domains.processes.models.releases import Release, ReleaseVersion
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def latest_packages(ctx: Context, feed: UUID, search: str | None) -> sa.Select[Package]:
    """One row for each package: its latest version. ``search`` is part of its id or title."""
    packages = ctx.select(Package).where(Package.feed == feed, Package.is_latest_version)
    if search is not None:
        found = [sa.func.strpos(sa.func.lower(text), sa.func.lower(search)) > 0 for text in (Package.package, TITLE)]
        packages = packages.where(sa.or_(*found))
    return packages


@prepared
def package_versions(ctx: Context, feed: UUID, package: str) -> sa.Select[Package]:
    """The versions of a package, the newest first."""
    packages = ctx.select(Package).where(Package.feed == feed, _named(package))
    return packages.order_by(Package.version_order.desc())


@prepared
def package_version(ctx: Context, feed: UUID, package: str, version: str) -> sa.Select[Package]:
    same = sa.func.lower(Package.version) == sa.func.lower(version)
    return ctx.select(Package).where(Package.feed == feed, _named(package), same)


@prepared
def latest_version(ctx: Context, feed: UUID, package: str) -> sa.Select[Package]:
    return ctx.select(Package).where(Package.feed == feed, _named(package), Package.is_latest_version)


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
def release_named(ctx: Context, name: str) -> sa.Select[Release]:
    return ctx.select(Release).where(sa.func.lower(Release.name) == sa.func.lower(name))


@prepared
def releases_here(ctx: Context) -> sa.Select[Release]:
    return ctx.select(Release)


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


TITLE = sa.func.coalesce(Package.title, "")


def _named(package: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(Package.package) == sa.func.lower(package)
