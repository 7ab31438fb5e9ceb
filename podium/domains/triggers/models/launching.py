"""What triggers of every kind say about the jobs they start."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa

from podium.domains.jobs.models.jobs import LONGEST_ARGUMENTS, StopStrategy
from podium.domains.jobs.models.starting import MachineRobot
from podium.kernel.entity import HIDDEN, Col, Json, between, field
from podium.odata.tags import NO_TAGS, Tag

EMPTY = Json(b"[]")


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


class Failing:
    """How often in a row jobs of a trigger have failed, and since when."""

    job_failures: Col[int] = field(default=0)
    jobs_failing_since: Col[datetime | None] = field()


def robots_of(row: Launching) -> Sequence[MachineRobot]:
    """The machines and robots that a trigger names."""
    return msgspec.json.decode(row.machine_robots or EMPTY, type=list[MachineRobot])
