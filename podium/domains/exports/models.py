"""Exports, their parts, and what can be exported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InTenant, Json, Record, field, index
from podium.odata.wire import Complex


class ExportType(StrEnum):
    AUDIT = "OrchestratorAudit"
    TESTING_AUDIT = "TestAutomationAudit"
    QUEUES = "Queues"
    LOGS = "Logs"
    JOBS = "Jobs"


class Status(StrEnum):
    NEW = "New"
    IN_PROGRESS = "InProgress"
    COMPLETED = "Completed"
    FAILED = "Failed"


@dataclass(frozen=True)
class Source:
    """Something that can be exported: the rows of a subject, and headings with the attributes below them."""

    rows: Callable[[Context, int | None], Any]
    columns: Mapping[str, str]


class Export(InTenant, Entity, table="exports"):
    """A list that is being written down. ``query`` asks for its next page, ``subject`` is whose list it is."""

    name: Col[str] = field(sa.String(256), wire=READ_ONLY)
    type: Col[ExportType] = field(wire=READ_ONLY)
    status: Col[Status] = field(default=Status.NEW, wire=READ_ONLY)
    requested_at: Col[datetime] = field(wire=READ_ONLY)
    executed_at: Col[datetime | None] = field(wire=READ_ONLY)
    size: Col[int] = field(default=0, wire=READ_ONLY)
    parts: Col[int] = field(default=0, wire=HIDDEN)
    user_id: Col[int | None] = field(wire=HIDDEN)
    folder_id: Col[int | None] = field(wire=HIDDEN)
    subject: Col[int | None] = field(wire=HIDDEN)
    query: Col[Json] = field(wire=HIDDEN)


index("exports_open", Export.id, where=Export.status.in_([Status.NEW, Status.IN_PROGRESS]))
index("exports_old", Export.requested_at)


class ExportPart(InTenant, Record, table="export_parts"):
    """A part of the file of an export."""

    export_id: Col[int] = field(sa.ForeignKey("exports.id", ondelete="CASCADE"), primary_key=True)
    number: Col[int] = field(primary_key=True)
    blob: Col[str] = field(sa.String(64), sa.ForeignKey("blobs.hash"))


index("export_parts_blob", ExportPart.blob)


class ExportModel(Complex):
    """An export as it is answered to who asked for it: the query was for the list, not for this."""

    id: int
    name: str
    type: ExportType
    status: Status
    requested_at: datetime
    executed_at: datetime | None = None
    size: int = 0
