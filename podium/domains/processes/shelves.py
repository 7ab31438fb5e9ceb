"""Packages of one kind in their feeds: the same questions for those of processes and of libraries."""

from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa

from podium.domains.processes.models.libraries import Library
from podium.domains.processes.models.packages import Package
from podium.domains.processes.models.published import Published
from podium.kernel.context import Context
from podium.kernel.statements import prepared

P = TypeVar("P", bound=Published)


class Shelf(Generic[P]):
    """The packages of one table. A feed belongs to one tenant or to all, so its key is all that scopes them."""

    def __init__(self, record: type[P]) -> None:
        self.record = record
        self.listed = prepared(self._listed)
        self.versions = prepared(self._versions)
        self.version = prepared(self._version)
        self.latest = prepared(self._latest)
        self.of_feed = prepared(self._of_feed)

    def _listed(self, ctx: Context, feeds: tuple[UUID, ...], search: str | None) -> sa.Select[P]:
        """One row for each package: its latest version. ``search`` is part of its id or title."""
        rows = self._of(ctx, feeds).where(self.record.is_latest_version)
        if search is None:
            return rows
        texts = (self.record.package, sa.func.coalesce(self.record.title, ""))
        found = [sa.func.strpos(sa.func.lower(text), sa.func.lower(search)) > 0 for text in texts]
        return rows.where(sa.or_(*found))

    def _versions(self, ctx: Context, feeds: tuple[UUID, ...], package: str) -> sa.Select[P]:
        """The versions of a package, the newest first."""
        return self._of(ctx, feeds).where(self._named(package)).order_by(self.record.version_order.desc())

    def _version(self, ctx: Context, feeds: tuple[UUID, ...], package: str, version: str) -> sa.Select[P]:
        same = sa.func.lower(self.record.version) == sa.func.lower(version)
        return self._of(ctx, feeds).where(self._named(package), same)

    def _latest(self, ctx: Context, feeds: tuple[UUID, ...], package: str) -> sa.Select[P]:
        return self._of(ctx, feeds).where(self._named(package), self.record.is_latest_version)

    def _of_feed(self, ctx: Context, feed: UUID) -> sa.Select[P]:
        return ctx.everywhere(self.record).where(self.record.feed == feed)

    def _of(self, ctx: Context, feeds: tuple[UUID, ...]) -> sa.Select[P]:
        return ctx.everywhere(self.record).where(self.record.feed == sa.any_(feeds))  # type: ignore[arg-type]

    def _named(self, package: str) -> sa.ColumnElement[bool]:
        return sa.func.lower(self.record.package) == sa.func.lower(package)


PACKAGES = Shelf(Package)
LIBRARIES = Shelf(Library)


def versions_of(ctx: Context, record: type[Published], feed: UUID, names: list[str]) -> sa.Select[Any]:
    """Id and version of every version of some packages, the oldest first."""
    wanted = sa.func.lower(record.package).in_([name.lower() for name in names])
    rows: Any = ctx.everywhere(record).where(record.feed == feed, wanted).order_by(record.version_order)
    found: sa.Select[Any] = rows.with_only_columns(record.package, record.version)
    return found
