"""What packages of processes and of libraries have in common."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.processes.nupkg.project import ProjectType
from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InTenant, Json, Wire, derived, field
from podium.odata.tags import Tag


def tags_of(words: str | None) -> list[Tag]:
    """The tags of a package, which NuGet writes as words."""
    return [Tag(name=word.lower(), display_name=word) for word in (words or "").replace(",", " ").split()]


class Published(InTenant, Entity):
    """What packages of processes and of libraries have in common.

    ``feed`` is the key of the feed that holds them, ``version_order`` sorts versions, ``dependencies`` is a list of
    what the nuspec says. Of a package in a feed elsewhere there is no ``blob`` before somebody wants its content.
    """

    id: Col[int] = field(sa.Identity(), primary_key=True, wire=HIDDEN)
    feed: Col[UUID] = field(wire=HIDDEN)
    key: Col[str] = field(wire=READ_ONLY)
    package: Col[str] = field(sa.String(100), wire=Wire("Id", writable=False))
    version: Col[str] = field(sa.String(64), wire=READ_ONLY)
    version_order: Col[str] = field(sa.String(300, collation="C"), wire=HIDDEN)
    title: Col[str | None] = field(wire=READ_ONLY)
    description: Col[str | None] = field(wire=READ_ONLY)
    authors: Col[str | None] = field(wire=READ_ONLY)
    release_notes: Col[str | None] = field(wire=READ_ONLY)
    tags: Col[str | None] = field(wire=READ_ONLY)
    license_url: Col[str | None] = field(wire=READ_ONLY)
    project_url: Col[str | None] = field(wire=READ_ONLY)
    published: Col[datetime] = field(wire=READ_ONLY)
    is_latest_version: Col[bool] = field(default=False, wire=READ_ONLY)
    old_version: Col[str | None] = field(wire=READ_ONLY)
    project_type: Col[ProjectType] = field(default=ProjectType.UNDEFINED, wire=READ_ONLY)
    is_compiled: Col[bool] = field(default=False, wire=READ_ONLY)
    dependencies: Col[Json | None] = field(wire=HIDDEN)
    blob: Col[str | None]
    size: Col[int] = field(default=0, wire=HIDDEN)
    resource_tags = derived(list[Tag], lambda row: tags_of(row.tags))
