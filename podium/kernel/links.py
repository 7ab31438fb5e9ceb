"""Rows that are seen in several folders: each lies in one, and is linked to others."""

from typing import Any, ClassVar

import sqlalchemy as sa

from podium.kernel.entity import READ_ONLY, Col, InFolder, InTenant, Record, field, index


class Shareable(InFolder):
    """Rows of one folder that may be linked to others. ``name`` is what no two rows of a folder have in common."""

    name: Col[str]
    folders_count: Col[int] = field(default=1, wire=READ_ONLY)


class Link(InTenant, Record, table="links", remembered=True):
    """A row is seen in one more folder than its own."""

    kind: Col[str] = field(sa.String(40), primary_key=True)
    """The table of the row."""
    row_id: Col[int] = field(primary_key=True)
    folder_id: Col[int] = field(primary_key=True)


index("links_folder", Link.folder_id, Link.kind)


class Belonging(InFolder):
    """Rows that belong to a shared one and are seen wherever it is."""

    owner: ClassVar[type[Any]]
    owned_by: ClassVar[str]
    """The column that names the owner."""


def seen_in(record: type[Record], folder: Any) -> Any:
    """The condition that a row lies in a folder, or is linked to it."""
    table = record.table
    if issubclass(record, Belonging):
        owners = sa.select(record.owner.table.c.id).where(seen_in(record.owner, folder))
        return table.c[record.owned_by].in_(owners)
    lies = table.c.folder_id == folder
    if not issubclass(record, Shareable):
        return lies
    linked = sa.select(Link.row_id).where(Link.kind == table.name, Link.folder_id == folder)
    return sa.or_(lies, table.c.id.in_(linked))
