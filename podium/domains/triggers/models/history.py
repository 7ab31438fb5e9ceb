"""What triggers have decided, and why."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.entity import READ_ONLY, Col, Entity, InFolder, Stamped, field, index


class Decision(StrEnum):
    FIRED = "Fired"
    POSTPONED = "Postponed"
    SKIPPED = "Skipped"
    FAILED = "Failed"
    ENABLED = "Enabled"
    DISABLED = "Disabled"
    CALLED_BACK = "CalledBack"


class Cause(StrEnum):
    """Why. An error is told by its code and message as well."""

    TIME = "Time"
    LATE = "Late"
    QUEUE_ITEMS = "QueueItems"
    ACTIVATED = "Activated"
    CALLED = "Called"
    EVENT = "Event"
    JOBS_ENDED = "JobsEnded"
    OVERLAP = "Overlap"
    MISSED = "Missed"
    NON_WORKING_DAY = "NonWorkingDay"
    MAXIMUM_REACHED = "MaximumReached"
    TENANT_DISABLED = "TenantDisabled"
    ERROR = "Error"
    USER = "User"
    END_DATE = "EndDate"
    NO_OCCURRENCE = "NoOccurrence"
    LAUNCH_FAILURES = "LaunchFailures"
    JOB_FAILURES = "JobFailures"
    CALLBACK = "Callback"


class TriggerEvent(InFolder, Stamped, Entity, table="trigger_events"):
    """One decision. ``occurrence`` is when jobs were to be started, ``count`` how many were, or what was missed."""

    process_schedule_id: Col[int | None] = field(wire=READ_ONLY)
    http_trigger_id: Col[UUID | None] = field(wire=READ_ONLY)
    event_trigger_id: Col[UUID | None] = field(wire=READ_ONLY)
    trigger_name: Col[str] = field(sa.String(255), wire=READ_ONLY)
    decision: Col[Decision] = field(wire=READ_ONLY)
    cause: Col[Cause] = field(wire=READ_ONLY)
    occurrence: Col[datetime | None] = field(wire=READ_ONLY)
    count: Col[int | None] = field(wire=READ_ONLY)
    batch_execution_key: Col[UUID | None] = field(wire=READ_ONLY)
    error_code: Col[int | None] = field(wire=READ_ONLY)
    message: Col[str | None] = field(wire=READ_ONLY)
    user_id: Col[int | None] = field(wire=READ_ONLY)


index("trigger_events_listed", TriggerEvent.tenant_id, TriggerEvent.folder_id, TriggerEvent.id)
index("trigger_events_schedule", TriggerEvent.process_schedule_id, TriggerEvent.id)
index("trigger_events_http", TriggerEvent.http_trigger_id, TriggerEvent.id)
index("trigger_events_event", TriggerEvent.event_trigger_id, TriggerEvent.id)
index("trigger_events_old", TriggerEvent.creation_time)
