"""Packages in the feeds of processes, and the entry points they offer."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.processes.errors import PackageExists
from podium.domains.processes.models.published import Published
from podium.domains.processes.nupkg.project import TargetFramework
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    Col,
    Entity,
    InTenant,
    Json,
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


class PackageResource(Complex):
    """A thing that a package will use, as it names it."""

    resource_type: str
    key: str
    name: str
    folder_path: str | None


class Package(Published, table="packages", audited="Packages"):
    """A version of a package. It is active while ``uses``, a count of processes, is not zero.

    ``feed_folder_id`` is the folder that its feed belongs to.
    """

    feed_folder_id: Col[int | None] = field(wire=HIDDEN)
    blob: Col[str | None] = field(sa.String(64), sa.ForeignKey("blobs.hash"), wire=HIDDEN)
    is_active: Col[bool] = field(default=False, wire=READ_ONLY)
    uses: Col[int] = field(default=0, wire=HIDDEN)
    supports_multiple_entry_points: Col[bool] = field(default=False, wire=READ_ONLY)
    main_entry_point_path: Col[str | None] = field(wire=READ_ONLY)
    requires_user_interaction: Col[bool] = field(default=False, wire=READ_ONLY)
    is_attended: Col[bool] = field(default=False, wire=READ_ONLY)
    target_framework: Col[TargetFramework | None] = field(wire=READ_ONLY)
    input: Col[str | None] = field(wire=HIDDEN)
    output: Col[str | None] = field(wire=HIDDEN)
    resources: Col[Json | None] = field(wire=HIDDEN)
    arguments = derived(ArgumentMetadata, lambda row: ArgumentMetadata(input=row.input, output=row.output))
    entry_points = navigation(lambda: EntryPoint, "id", "package_id", many=True)


unique(
    "packages_version",
    *(Package.feed, sa.func.lower(Package.package), sa.func.lower(Package.version)),
    error=PackageExists,
)
index(
    "packages_latest",
    *(Package.feed, sa.func.lower(Package.package)),
    where=Package.is_latest_version,
    unique=True,
)
index("packages_blob", Package.blob)
index("packages_folder", Package.feed_folder_id, where=Package.feed_folder_id.is_not(None))


class DataVariation(Complex):
    """Data that a test case is run with, once for each; packages bring none of them here."""

    content: str | None = None
    content_type: str | None = None
    id: int = 0


class EntryPoint(InTenant, Entity, table="package_entry_points"):
    """Where a job may begin; ``input_arguments`` and ``output_arguments`` are texts of JSON."""

    package_id: Col[int] = field(sa.ForeignKey("packages.id", ondelete="CASCADE"), wire=HIDDEN)
    unique_id: Col[UUID] = field(wire=READ_ONLY)
    path: Col[str] = field(sa.String(512), wire=READ_ONLY)
    input_arguments: Col[str | None] = field(wire=READ_ONLY)
    output_arguments: Col[str | None] = field(wire=READ_ONLY)
    is_main: Col[bool] = field(default=False, wire=HIDDEN)
    data_variation = derived(DataVariation, lambda row: None)


index("package_entry_points_package", EntryPoint.package_id)
