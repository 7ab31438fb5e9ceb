"""Alerts, and what each user has of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InTenant, Record, Wire, field, index
from podium.odata.wire import Complex

Text512 = Annotated[str, msgspec.Meta(max_length=512)]


class Severity(StrEnum):
    INFO = "Info"
    SUCCESS = "Success"
    WARN = "Warn"
    ERROR = "Error"
    FATAL = "Fatal"


class Component(StrEnum):
    ROBOTS = "Robots"
    TRANSACTIONS = "Transactions"
    SCHEDULES = "Schedules"
    JOBS = "Jobs"
    PROCESS = "Process"
    TASKS = "Tasks"
    QUEUES = "Queues"
    FOLDERS = "Folders"
    PERSONAL_WORKSPACES = "PersonalWorkspaces"
    TEST_AUTOMATION = "TestAutomation"
    INSIGHTS = "Insights"
    CLOUD_ROBOTS = "CloudRobots"
    CONNECTED_TRIGGERS = "ConnectedTriggers"
    SERVERLESS = "Serverless"
    EXPORT = "Export"


class AlertState(StrEnum):
    UNREAD = "Unread"
    READ = "Read"


class Told(InTenant):
    """What an alert says. ``data`` is JSON as text; ``folder_id`` is None where it is of no folder."""

    notification_name: Col[str] = field(sa.String(128), wire=READ_ONLY)
    data: Col[str] = field(wire=READ_ONLY)
    component: Col[Component] = field(wire=READ_ONLY)
    severity: Col[Severity] = field(wire=READ_ONLY)
    creation_time: Col[datetime] = field(wire=READ_ONLY)
    deep_link_relative_url: Col[str | None] = field(wire=READ_ONLY)
    folder_id: Col[int | None] = field(wire=HIDDEN)


class Alert(Told, Record, table="alerts"):
    """Something that people should know of; ``given`` once each of them has it."""

    id: Col[UUID] = field(primary_key=True, default=uuid4)
    given: Col[bool] = field(default=False)


index("alerts_to_give", Alert.creation_time, where=Alert.given.is_(False))
index("alerts_tenant", Alert.tenant_id, Alert.creation_time)


class UserAlert(Told, Entity, table="user_alerts"):
    """The copy of one user."""

    id: Col[UUID] = field(  # type: ignore[assignment]
        primary_key=True, default=uuid4, wire=Wire("UserNotificationId", writable=False)
    )
    alert_id: Col[UUID] = field(sa.ForeignKey("alerts.id", ondelete="CASCADE"), wire=Wire("Id", writable=False))
    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"), wire=HIDDEN)
    state: Col[AlertState] = field(default=AlertState.UNREAD, wire=READ_ONLY)


index("user_alerts_once", UserAlert.user_id, UserAlert.alert_id, unique=True)
index("user_alerts_alert", UserAlert.alert_id)
index("user_alerts_unread", UserAlert.user_id, where=UserAlert.state == AlertState.UNREAD)


class ProcessAlert(Complex):
    """What a process wants people to know."""

    message: Text512
    severity: Severity
    robot_name: Text512
    process_name: Text512
    id: UUID | None = None
