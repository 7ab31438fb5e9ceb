"""Time triggers and queue triggers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.domains.licences.models import RobotType
from podium.domains.processes.models.releases import JobPriority, Release
from podium.domains.triggers.errors import TriggerNameUsed
from podium.domains.triggers.models.launching import EMPTY, Failing, Launching
from podium.kernel.cron import find_zone, summary
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InFolder,
    InTenant,
    Json,
    Record,
    between,
    derived,
    field,
    index,
    navigation,
    sent,
    unique,
)
from podium.odata.wire import Complex

ITEMS = between(1, 10_000)


class OverlapPolicy(StrEnum):
    """What happens when jobs of the trigger are still at work."""

    START = "Start"
    QUEUE = "Queue"
    SKIP = "Skip"
    REPLACE = "Replace"


class QueueEvaluation(StrEnum):
    """When the items of a queue are looked at."""

    AT_ONCE = "AtOnce"
    HALF_HOURLY = "HalfHourly"


class JobsCountStrategy(StrEnum):
    """Which jobs count as those that work on a queue; where a trigger does not say, its tenant does."""

    PER_PROCESS = "PerProcess"
    PER_TRIGGER = "PerTrigger"


class ExecutorRobot(Complex):
    id: int
    name: str | None = None
    machine_name: str | None = None
    description: str | None = None


def _summary(row: Any) -> str | None:
    return summary(row.start_process_cron) if row.start_process_cron else None


class ProcessSchedule(Launching, InFolder, Entity, table="process_schedules", remembered=True, audited="Schedules"):
    """A time trigger, or with ``queue_definition_id`` a queue trigger. ``second`` is that in which it was made."""

    folder_id: Col[int] = field(wire=HIDDEN)
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    enabled: Col[bool] = field(default=True)
    name: Col[str] = field(sa.String(255), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(512))
    release_id: Col[int | None] = field(sa.ForeignKey("releases.id"))
    job_priority: Col[JobPriority | None] = field()
    specific_priority_value: Col[int | None] = field(wire=between(1, 100))
    runtime_type: Col[RobotType | None] = field()
    entry_point_path: Col[str | None] = field(sa.String(512))
    input_file: Col[UUID | None] = field()
    start_process_cron: Col[str | None] = field()
    start_process_cron_details: Col[str | None] = field()
    start_strategy: Col[int] = field(default=1)
    executor_robots: Col[Json | None] = field(default=EMPTY, of=list[ExecutorRobot])
    stop_process_expression: Col[str | None] = field()
    kill_process_expression: Col[str | None] = field()
    alert_pending_expression: Col[str | None] = field()
    alert_running_expression: Col[str | None] = field()
    external_job_key: Col[str | None] = field()
    external_job_key_scheduler: Col[UUID | None] = field()
    time_zone_id: Col[str] = field(sa.String(80), wire=REQUIRED)
    calendar_id: Col[int | None] = field(sa.ForeignKey("calendars.id"))
    additional_calendar_ids: Col[Json | None] = field(default=EMPTY, of=list[int])
    stop_process_date: Col[datetime | None] = field()
    queue_definition_id: Col[int | None] = field(sa.ForeignKey("queue_definitions.id"))
    activate_on_job_complete: Col[bool | None] = field(default=False)
    items_activation_threshold: Col[int | None] = field(wire=ITEMS)
    items_per_job_activation_target: Col[int | None] = field(wire=ITEMS)
    max_jobs_for_activation: Col[int | None] = field(wire=ITEMS)
    overlap_policy: Col[OverlapPolicy] = field(default=OverlapPolicy.START)
    queue_evaluation: Col[QueueEvaluation] = field(default=QueueEvaluation.AT_ONCE)
    jobs_count_strategy: Col[JobsCountStrategy | None] = field()
    second: Col[int] = field(wire=HIDDEN)
    release = navigation(lambda: Release, "release_id")
    release_key = derived(str, lambda row: vars(row).get("key_of_release"))
    release_key_sent = sent(str, name="ReleaseKey")
    release_name = derived(str, lambda row: vars(row).get("name_of_release"))
    package_name = derived(str, lambda row: vars(row).get("package_of_release"))
    environment_name = derived(str, lambda row: None)
    environment_id = derived(str, lambda row: None)
    queue_definition_name = derived(str, lambda row: vars(row).get("name_of_queue"))
    calendar_name = derived(str, lambda row: vars(row).get("name_of_calendar"))
    calendar_key = derived(str, lambda row: vars(row).get("key_of_calendar"))
    calendar_key_sent = sent(str, name="CalendarKey")
    use_calendar = derived(bool, lambda row: row.calendar_id is not None)
    time_zone_iana = derived(str, lambda row: find_zone(row.time_zone_id).key)
    start_process_cron_summary = derived(str, _summary)
    start_process_next_occurrence = derived(datetime, lambda row: vars(row).get("next_of_state"))
    is_connected = derived(bool, lambda row: False)

    @property
    def calendar_ids(self) -> list[int]:
        first = [self.calendar_id] if self.calendar_id is not None else []
        return [*first, *msgspec.json.decode(self.additional_calendar_ids or EMPTY, type=list[int])]


unique(
    "process_schedules_name",
    *(ProcessSchedule.tenant_id, ProcessSchedule.folder_id, sa.func.lower(ProcessSchedule.name)),
    error=TriggerNameUsed,
)
index("process_schedules_release", ProcessSchedule.release_id)
index("process_schedules_queue", ProcessSchedule.queue_definition_id)
index("process_schedules_calendar", ProcessSchedule.calendar_id)


class TriggerState(Failing, InTenant, Record, table="trigger_states"):
    """What changes of a trigger as it works. ``due``: when it is to be looked at again; None while it is switched off.

    ``postponed`` is the occurrence that waits for the jobs of an earlier one to end.
    """

    schedule_id: Col[int] = field(sa.ForeignKey("process_schedules.id", ondelete="CASCADE"), primary_key=True)
    row_version: Col[int] = field(default=1)
    due: Col[datetime | None] = field()
    next_occurrence: Col[datetime | None] = field()
    postponed: Col[datetime | None] = field()
    launch_failures: Col[int] = field(default=0)
    failing_since: Col[datetime | None] = field()
    last_cause: Col[str | None] = field(sa.String(40))


index("trigger_states_due", TriggerState.due, where=TriggerState.due.is_not(None))


class Nudge(InTenant, Record, table="trigger_nudges"):
    """Something has happened that a trigger is to look at; ``job_state`` in what a job of it has ended."""

    id: Col[int] = field(sa.Identity(), primary_key=True)
    schedule_id: Col[int | None] = field(sa.ForeignKey("process_schedules.id", ondelete="CASCADE"))
    http_trigger_id: Col[UUID | None] = field(sa.ForeignKey("http_triggers.id", ondelete="CASCADE"))
    job_state: Col[str | None] = field(sa.String(40))


index("trigger_nudges_schedule", Nudge.schedule_id)
index("trigger_nudges_http", Nudge.http_trigger_id)


def executors_of(row: ProcessSchedule) -> list[int]:
    """The robots that a trigger of a classic folder names."""
    return [robot.id for robot in msgspec.json.decode(row.executor_robots or EMPTY, type=list[ExecutorRobot])]
