"""Sessions: the services that are, or were, connected."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.domains.robots.models.robots import Robot
from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InTenant, contained, derived, field, index, navigation


class SessionState(StrEnum):
    AVAILABLE = "Available"
    BUSY = "Busy"
    DISCONNECTED = "Disconnected"
    UNKNOWN = "Unknown"


class MaintenanceMode(StrEnum):
    DEFAULT = "Default"
    ENABLED = "Enabled"


class Platform(StrEnum):
    UNKNOWN = "Unknown"
    WINDOWS = "Windows"
    LINUX = "Linux"
    OSX = "OSX"


class Session(InTenant, Entity, table="robot_sessions"):
    """The service of one host under one service account; or, with ``robot_id``, a user's robot there.

    ``started`` is when the service last began: what it had before it knows no more.
    """

    machine_id: Col[int] = field(sa.ForeignKey("machines.id", ondelete="CASCADE"), wire=READ_ONLY)
    machine_name: Col[str] = field(sa.String(450), wire=READ_ONLY)
    host_machine_name: Col[str] = field(sa.String(450), wire=READ_ONLY)
    service_user_name: Col[str] = field(sa.String(256), default="", wire=READ_ONLY)
    robot_id: Col[int] = field(default=0, wire=HIDDEN)
    organization_unit_id = derived(int, lambda session: None)
    folder_name = derived(str, lambda session: None)
    license_error_code = derived(str, lambda session: None)
    robot_session_type = derived(str, lambda session: "LongLived")
    source = derived(str, lambda session: None)
    endpoint_detection = derived(str, lambda session: None)
    robot = navigation(lambda: Robot, "robot_id")
    job = contained(Any, lambda session: None)
    update_info = contained(Any, lambda session: None)
    state: Col[SessionState] = field(default=SessionState.AVAILABLE, wire=READ_ONLY)
    is_unresponsive: Col[bool] = field(default=False, wire=READ_ONLY)
    reporting_time: Col[datetime] = field(wire=READ_ONLY)
    started: Col[datetime] = field(wire=HIDDEN)
    info: Col[str | None] = field(wire=READ_ONLY)
    version: Col[str | None] = field(sa.String(64), wire=READ_ONLY)
    platform: Col[Platform] = field(default=Platform.UNKNOWN, wire=READ_ONLY)
    installation_id: Col[UUID | None] = field(wire=READ_ONLY)
    maintenance_mode: Col[MaintenanceMode] = field(default=MaintenanceMode.DEFAULT, wire=HIDDEN)
    debug_mode_expiration_date: Col[datetime | None] = field(wire=READ_ONLY)


HOST = sa.func.lower(Session.host_machine_name)
index("robot_sessions_place", Session.machine_id, HOST, Session.service_user_name, Session.robot_id, unique=True)
index("robot_sessions_tenant", Session.tenant_id, Session.id)
index("robot_sessions_silent", Session.reporting_time, where=Session.state != SessionState.DISCONNECTED)
