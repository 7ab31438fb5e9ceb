"""Libraries: packages that automations are built with, in feeds of their own."""

from datetime import datetime

import sqlalchemy as sa

from podium.domains.processes.errors import PackageExists
from podium.domains.processes.models.published import Published
from podium.kernel.entity import HIDDEN, READ_ONLY, Col, derived, field, index, unique


class Library(Published, table="libraries", audited="Libraries"):
    """A version of a library. Those of the feed that all tenants share belong to the host."""

    blob: Col[str | None] = field(sa.String(64), sa.ForeignKey("blobs.hash"), wire=HIDDEN)
    owners: Col[str | None] = field(wire=READ_ONLY)
    icon_url: Col[str | None] = field(wire=READ_ONLY)
    summary: Col[str | None] = field(wire=READ_ONLY)
    is_prerelease: Col[bool] = field(default=False, wire=READ_ONLY)
    created = derived(datetime, lambda row: row.published)
    last_updated = derived(datetime, lambda row: row.published)
    package_size = derived(int, lambda row: row.size)


unique(
    "libraries_version",
    *(Library.feed, sa.func.lower(Library.package), sa.func.lower(Library.version)),
    error=PackageExists,
)
index(
    "libraries_latest",
    *(Library.feed, sa.func.lower(Library.package)),
    where=Library.is_latest_version,
    unique=True,
)
index("libraries_blob", Library.blob)
