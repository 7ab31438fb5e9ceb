"""Lines of the robots' logs."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa

from podium.domains.licences.models import RobotType
from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InFolder, Record, derived, field, index
from podium.odata.wire import Loose


class Level(StrEnum):
    TRACE = "Trace"
    DEBUG = "Debug"
    INFO = "Info"
    WARN = "Warn"
    ERROR = "Error"
    FATAL = "Fatal"


OUTSIDE = 0
"""The folder of lines that belong to none."""


class RobotLog(InFolder, Entity, table="robot_logs", once=True):
    """One line. Robots send a batch again when they got no answer: of one moment, a fingerprint is stored once."""

    parted = "time_stamp"
    id: Col[int] = field(sa.Identity(), primary_key=True, wire=HIDDEN)
    folder_id: Col[int] = field(wire=HIDDEN)
    fingerprint: Col[UUID | None] = field(wire=HIDDEN)
    level: Col[Level] = field(wire=READ_ONLY)
    windows_identity: Col[str | None] = field(wire=READ_ONLY)
    process_name: Col[str | None] = field(wire=READ_ONLY)
    time_stamp: Col[datetime] = field(primary_key=True, wire=READ_ONLY)
    message: Col[str | None] = field(wire=READ_ONLY)
    job_key: Col[UUID | None] = field(wire=READ_ONLY)
    raw_message: Col[str] = field(wire=READ_ONLY)
    robot_name: Col[str | None] = field(wire=READ_ONLY)
    host_machine_name: Col[str | None] = field(wire=READ_ONLY)
    machine_id: Col[int | None] = field(wire=READ_ONLY)
    machine_key: Col[UUID | None] = field(wire=READ_ONLY)
    runtime_type: Col[RobotType | None] = field(wire=READ_ONLY)
    shown_id = derived(int, lambda line: 0, name="Id")


index("robot_logs_once", RobotLog.tenant_id, RobotLog.fingerprint, RobotLog.time_stamp, unique=True)
index("robot_logs_listed", RobotLog.tenant_id, RobotLog.folder_id, RobotLog.time_stamp)
index("robot_logs_job", RobotLog.job_key, where=RobotLog.job_key.is_not(None))


class LogWait(Record, table="log_waits", remembered=True, once=True):
    """Somebody looks on while logs are written, or did a short time ago: until then, writers tell all processes."""

    KNOWN: ClassVar[timedelta] = timedelta(minutes=2)
    tenant_id: Col[int] = field(primary_key=True, autoincrement=False)
    until: Col[datetime] = field()


class LogLine(Loose):
    """A line as robots write it; they write more, and all of it is kept."""

    message: str | None = None
    level: str | int = "Info"
    time_stamp: datetime | None = None
    windows_identity: str | None = None
    process_name: str | None = None
    job_id: UUID | None = None
    organization_unit_id: int | None = None
    robot_name: str | None = None
    machine_id: int | None = None
    machine_name: str | None = None
    machine_key: UUID | None = None
    runtime_type: str | None = None
    fingerprint: UUID | None = None


LEVELS = {
    **{level.value.lower(): level for level in Level},
    **{str(number): level for number, level in enumerate(Level)},
    "verbose": Level.TRACE,
    "information": Level.INFO,
    "warning": Level.WARN,
    "critical": Level.FATAL,
}
