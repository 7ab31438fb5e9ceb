"""What triggers of every kind say about the jobs they start."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa

from podium.domains.jobs.models.jobs import LONGEST_ARGUMENTS, StopStrategy
from podium.domains.jobs.models.starting import MachineRobot
from podium.domains.licences.models import RobotType
from podium.domains.processes.models.releases import RemoteControlAccess
from podium.kernel.entity import HIDDEN, REQUIRED, Col, Json, between, derived, field, sent
from podium.odata.tags import NO_TAGS, Tag
from podium.odata.wire import Complex

EMPTY = Json(b"[]")
SECONDS = between(1, 10**9)


class Launching:
    """A trigger; it belongs to a process, and starts jobs of it."""

    id: Col[int]
    tenant_id: Col[int]
    name: Col[str]
    enabled: Col[bool]

    release_id: Col[int | None]
    folder_id: Col[int]
    creator_user_id: Col[int | None] = field(wire=HIDDEN)
    input_arguments: Col[str | None] = field(sa.String(LONGEST_ARGUMENTS))
    stop_strategy: Col[StopStrategy | None] = field()
    resume_on_same_context: Col[bool | None] = field(default=False)
    run_as_me: Col[bool | None] = field(default=False)
    machine_robots: Col[Json | None] = field(default=EMPTY, of=list[MachineRobot])
    tags: Col[Json | None] = field(default=NO_TAGS, of=list[Tag])
    consecutive_job_failures_threshold: Col[int | None] = field(wire=between(0, 100))
    job_failures_grace_period_in_hours: Col[int | None] = field(wire=between(0, 720))


class ReleaseShown(Complex):
    """The process of a trigger."""

    id: int
    key: UUID
    name: str
    process_key: str
    process_version: str | None


class Responding(Launching):
    """A trigger that is set off from outside, by a call or an event."""

    name: Col[str] = field(sa.String(255), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(512))
    enabled: Col[bool] = field(default=True)
    job_count: Col[int | None] = field(default=1, wire=between(1, 10_000))
    job_priority: Col[int | None] = field(wire=between(1, 100))
    runtime_type: Col[RobotType | None] = field()
    target_framework: Col[str | None] = field(sa.String(40))
    requires_user_interaction: Col[bool | None] = field()
    stop_job_after_seconds: Col[int | None] = field(wire=SECONDS)
    kill_job_after_seconds: Col[int | None] = field(wire=SECONDS)
    alert_pending_job_after_seconds: Col[int | None] = field(wire=SECONDS)
    alert_running_job_after_seconds: Col[int | None] = field(wire=SECONDS)
    remote_control_access: Col[RemoteControlAccess | None] = field()
    key = derived(UUID, lambda row: row.id)
    release = derived(ReleaseShown, lambda row: vars(row).get("shown_release"))
    release_key = derived(str, lambda row: vars(row).get("key_of_release"))
    release_key_sent = sent(str, name="ReleaseKey")
    organization_unit_fully_qualified_name = derived(str, lambda row: vars(row).get("path_of_folder"))


class Failing:
    """How often in a row jobs of a trigger have failed, and since when."""

    job_failures: Col[int] = field(default=0)
    jobs_failing_since: Col[datetime | None] = field()


def robots_of(row: Launching) -> Sequence[MachineRobot]:
    """The machines and robots that a trigger names."""
    return msgspec.json.decode(row.machine_robots or EMPTY, type=list[MachineRobot])
