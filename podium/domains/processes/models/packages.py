"""Packages in the feeds of processes, and the entry points they offer."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.processes.errors import PackageExists
from podium.domains.processes.nupkg.project import ProjectType, TargetFramework
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    Col,
    Entity,
    InTenant,
    Json,
    Wire,
    derived,
    field,
    index,
    navigation,
    unique,
)
from podium.odata.wire import Complex


class ArgumentMetadata(Complex):
    """What goes into a job and what comes out, each as a text of JSON."""

    input: str | None = None
    output: str | None = None


class Tag(Complex):
    name: str
    display_name: str | None = None
    value: str | None = None
    display_value: str | None = None


def tags_of(words: str | None) -> list[Tag]:
    """The tags of a package, which NuGet writes as words."""
    return [Tag(name=word.lower(), display_name=word) for word in (words or "").replace(",", " ").split()]


class Published(InTenant):
    """What packages of processes and of libraries have in common.

    ``feed`` is the key of the feed that holds them, ``version_order`` sorts versions, ``dependencies`` is a list of
    what the nuspec says.
    """

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
    dependencies: Col[Json] = field(wire=HIDDEN)
    blob: Col[str] = field(sa.String(64), sa.ForeignKey("blobs.hash"), wire=HIDDEN)
    size: Col[int] = field(wire=HIDDEN)
    resource_tags = derived(list[Tag], lambda row: tags_of(row.tags))


class Package(Published, Entity, table="packages", audited="Packages"):
    """A version of a package. It is active while ``uses``, a count of processes, is not zero."""

    id: Col[int] = field(sa.Identity(), primary_key=True, wire=HIDDEN)
    is_active: Col[bool] = field(default=False, wire=READ_ONLY)
    uses: Col[int] = field(default=0, wire=HIDDEN)
    supports_multiple_entry_points: Col[bool] = field(default=False, wire=READ_ONLY)
    main_entry_point_path: Col[str | None] = field(wire=READ_ONLY)
    requires_user_interaction: Col[bool] = field(default=False, wire=READ_ONLY)
    is_attended: Col[bool] = field(default=False, wire=READ_ONLY)
    target_framework: Col[TargetFramework | None] = field(wire=READ_ONLY)
    input: Col[str | None] = field(wire=HIDDEN)
    output: Col[str | None] = field(wire=HIDDEN)
    arguments = derived(ArgumentMetadata, lambda row: ArgumentMetadata(input=row.input, output=row.output))
    entry_points = navigation(lambda: EntryPoint, "id", "package_id", many=True)


unique(
    "packages_version",
    *(Package.tenant_id, Package.feed, sa.func.lower(Package.package), sa.func.lower(Package.version)),
    error=PackageExists,
)
index(
    "packages_latest",
    *(Package.tenant_id, Package.feed, sa.func.lower(Package.package)),
    where=Package.is_latest_version,
    unique=True,
)
index("packages_blob", Package.blob)


class EntryPoint(InTenant, Entity, table="package_entry_points"):
    """Where a job may begin; ``input_arguments`` and ``output_arguments`` are texts of JSON."""

    package_id: Col[int] = field(sa.ForeignKey("packages.id", ondelete="CASCADE"), wire=HIDDEN)
    unique_id: Col[UUID] = field(wire=READ_ONLY)
    path: Col[str] = field(sa.String(512), wire=READ_ONLY)
    input_arguments: Col[str | None] = field(wire=READ_ONLY)
    output_arguments: Col[str | None] = field(wire=READ_ONLY)
    is_main: Col[bool] = field(default=False, wire=HIDDEN)


index("package_entry_points_package", EntryPoint.package_id)
