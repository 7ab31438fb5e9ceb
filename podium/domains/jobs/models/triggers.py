"""What suspended jobs wait for."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InFolder, InTenant, Record, Stamped, field, index
from podium.odata.wire import Loose


class TriggerType(StrEnum):
    """In the order in which clients number them."""

    NONE = "None"
    QUEUE_ITEM = "QueueItem"
    JOB = "Job"
    TASK = "Task"
    TIMER = "Timer"
    INBOX = "Inbox"
    INTEGRATION = "Integration"


class TriggerStatus(StrEnum):
    NEW = "New"
    READY = "Ready"
    FIRED = "Fired"


class JobTrigger(InFolder, Stamped, Entity, table="job_triggers"):
    """One thing a job waits for: ``item_key`` is the inbox, job, task or item; ``interrupt_id`` the robot's word."""

    job_id: Col[int] = field(sa.ForeignKey("jobs.id", ondelete="CASCADE"), wire=READ_ONLY)
    trigger_type: Col[TriggerType] = field(wire=READ_ONLY)
    status: Col[TriggerStatus] = field(default=TriggerStatus.NEW, wire=READ_ONLY)
    item_key: Col[UUID | None] = field(wire=READ_ONLY)
    item_id: Col[int | None] = field(wire=READ_ONLY)
    timer: Col[datetime | None] = field(wire=READ_ONLY)
    trigger_message: Col[str | None] = field(wire=READ_ONLY)
    trigger_configuration: Col[str | None] = field(wire=READ_ONLY)
    interrupt_id: Col[str | None] = field(wire=HIDDEN)


OPEN = JobTrigger.status != TriggerStatus.FIRED
index("job_triggers_job", JobTrigger.job_id)
index("job_triggers_item", JobTrigger.tenant_id, JobTrigger.item_key, where=OPEN)
index("job_triggers_items", JobTrigger.id, where=sa.and_(OPEN, JobTrigger.trigger_type == TriggerType.QUEUE_ITEM))
index("job_triggers_timer", JobTrigger.timer, where=sa.and_(OPEN, JobTrigger.timer.is_not(None)))


class Payload(InTenant, Stamped, Record, table="job_payloads"):
    """What was delivered to an inbox, for the job to fetch; or an inbox that was announced, and is still empty.

    ``job_id`` is the job that waits for it, None before there is one.
    """

    inbox_id: Col[UUID] = field(primary_key=True)
    job_id: Col[int | None] = field(sa.ForeignKey("jobs.id", ondelete="CASCADE"))
    content: Col[str | None] = field()


index("job_payloads_job", Payload.job_id)
index("job_payloads_unclaimed", Payload.creation_time, where=Payload.job_id.is_(None))


class ApiResume(Loose):
    inbox_id: UUID | None = None
    request: str | None = None


class ResumeTrigger(Loose):
    """A trigger as robots tell of it; kinds that are not known here wait for an announcement from outside."""

    trigger_type: str | int = "None"
    item_key: str | None = None
    item_id: int | None = None
    resume_time: datetime | None = None
    timer: datetime | None = None
    trigger_message: str | None = None
    api_resume: ApiResume | None = None
    interrupt_id: str | None = None
