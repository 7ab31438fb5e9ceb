"""Queue items."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.sql.elements import Grouping

from podium.domains.identity.models import User
from podium.domains.queues.models.definitions import QueueDefinition
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    Col,
    Entity,
    Json,
    Sealed,
    Stamped,
    declared,
    derived,
    field,
    index,
    navigation,
    sent,
)
from podium.kernel.links import Belonging


class Status(StrEnum):
    NEW = "New"
    IN_PROGRESS = "InProgress"
    FAILED = "Failed"
    SUCCESSFUL = "Successful"
    ABANDONED = "Abandoned"
    RETRIED = "Retried"
    DELETED = "Deleted"


class ReviewStatus(StrEnum):
    NONE = "None"
    IN_REVIEW = "InReview"
    VERIFIED = "Verified"
    RETRIED = "Retried"


class Priority(StrEnum):
    HIGH = "High"
    NORMAL = "Normal"
    LOW = "Low"


class ExceptionType(StrEnum):
    APPLICATION = "ApplicationException"
    BUSINESS = "BusinessException"


def row_version(row: Any) -> bytes:
    """What clients send back to say which state of a row they mean."""
    return int(row.row_version).to_bytes(8, "big")


OPENED = "opened"
"""Where a row in memory holds what was unsealed of it: never in a column, so that it is never written."""
PATH = "path_of_folder"
"""Where it holds what the folder of its queue is called."""


def opened(row: Any, attribute: str) -> Json | None:
    """The content or the output of an item, unsealed where it had to be."""
    content: Json | None = row.__dict__.get(OPENED, row.__dict__).get(attribute)
    return content


def _dynamic(content: Json | None) -> str | None:
    return None if content is None else f'{{"DynamicProperties":{bytes(content).decode()}}}'


STORAGE = {"fillfactor": 85, "autovacuum_vacuum_scale_factor": 0.01, "autovacuum_vacuum_threshold": 1000}
"""Vacuumed early: a claim walks over what those before it have left dead at the head of the index."""


class QueueItem(Belonging, Stamped, Entity, table="queue_items", storage=STORAGE):
    """A work item: one attempt of it. All attempts share a ``key``; each has an ``id`` and a ``unique_key`` of its own.

    ``deferred``: it is New, but not to be taken before its defer date; a tick lets it go then. ``lease_until``: when
    it is abandoned if nothing is heard of it. ``put_back_by``: the job that had it before it was put back.
    """

    ignored = frozenset({"name", "error"})
    shortcuts = {"queuedefinitionname": ("QueueDefinition", "Name")}
    owner, owned_by = QueueDefinition, "queue_definition_id"
    queue_definition_id: Col[int] = field(wire=READ_ONLY)
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    unique_key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    status: Col[Status] = field(default=Status.NEW, wire=READ_ONLY)
    deferred: Col[bool] = field(default=False, wire=HIDDEN)
    review_status: Col[ReviewStatus] = field(default=ReviewStatus.NONE)
    reviewer_user_id: Col[int | None] = field(wire=READ_ONLY)
    priority: Col[Priority] = field(default=Priority.NORMAL)
    reference: Col[str] = field(sa.String(128), default="", wire=READ_ONLY)
    encrypted: Col[bool] = field(default=False, wire=READ_ONLY)
    specific_content: Col[Json | None] = field(wire=HIDDEN)
    sealed_content: Col[Sealed | None] = field()
    output: Col[Json | None] = field(wire=HIDDEN)
    sealed_output: Col[Sealed | None] = field()
    analytics: Col[Json | None] = field(wire=READ_ONLY)
    processing_exception: Col[Json | None] = field(wire=READ_ONLY)
    processing_exception_type: Col[ExceptionType | None] = field(wire=READ_ONLY)
    progress: Col[str | None] = field()
    defer_date: Col[datetime | None] = field()
    due_date: Col[datetime | None] = field()
    risk_sla_date: Col[datetime | None] = field(wire=READ_ONLY)
    robot_id: Col[int | None] = field(wire=READ_ONLY)
    start_processing: Col[datetime | None] = field(wire=READ_ONLY)
    lease_until: Col[datetime | None] = field(wire=HIDDEN)
    end_processing: Col[datetime | None] = field(wire=READ_ONLY)
    seconds_in_previous_attempts: Col[int] = field(default=0, wire=READ_ONLY)
    ancestor_id: Col[int | None] = field(wire=READ_ONLY)
    ancestor_unique_key: Col[UUID | None] = field(wire=READ_ONLY)
    retry_number: Col[int] = field(default=0, wire=READ_ONLY)
    manual_ancestor_id: Col[int | None] = field(wire=READ_ONLY)
    manual_ancestor_unique_key: Col[UUID | None] = field(wire=READ_ONLY)
    manual_retry_number: Col[int] = field(default=0, wire=READ_ONLY)
    creator_job_key: Col[UUID | None] = field(wire=READ_ONLY)
    executor_job_key: Col[UUID | None] = field(wire=READ_ONLY)
    put_back_by: Col[UUID | None] = field(wire=HIDDEN)
    source: Col[str | None] = field(sa.String(20), wire=READ_ONLY)
    operation_id: Col[str | None] = field(sa.String(128), wire=READ_ONLY)
    parent_operation_id: Col[str | None] = field(sa.String(128), wire=READ_ONLY)
    has_video_recorded: Col[bool] = field(default=False, wire=READ_ONLY)
    content_shown = derived(Json, lambda row: opened(row, "specific_content"), name="SpecificContent")
    content_sent = sent(Json, name="SpecificContent")
    output_shown = derived(Json, lambda row: opened(row, "output"), name="Output")
    specific_data = derived(str, lambda row: _dynamic(opened(row, "specific_content")))
    output_data = derived(str, lambda row: _dynamic(opened(row, "output")))
    analytics_data = derived(str, lambda row: _dynamic(row.analytics))
    row_version_shown = derived(bytes, row_version, name="RowVersion")
    organization_unit_fully_qualified_name = derived(str, lambda row: vars(row).get(PATH))
    queue_definition = navigation(lambda: QueueDefinition, "queue_definition_id")
    reviewer_user = navigation(lambda: User, "reviewer_user_id")
    robot = navigation(lambda: declared("robots"), "robot_id")


RANK = {priority.value: rank for rank, priority in enumerate(Priority)}
URGENCY = Grouping(sa.case(RANK, value=QueueItem.priority))
UNDATED = Grouping(QueueItem.due_date.is_(None))
NEXT = (UNDATED, URGENCY, QueueItem.due_date, QueueItem.id)
"""Whose turn it is: items with a deadline first, then by priority, deadline and age."""
IN_PROGRESS = QueueItem.status == Status.IN_PROGRESS

index(
    "queue_items_next",
    *(QueueItem.tenant_id, QueueItem.queue_definition_id, *NEXT),
    where=sa.and_(QueueItem.status == Status.NEW, sa.not_(QueueItem.deferred)),
)
index("queue_items_deferred", QueueItem.queue_definition_id, QueueItem.defer_date, where=QueueItem.deferred)
index("queue_items_waiting", QueueItem.defer_date, where=QueueItem.deferred)
DANGER = sa.func.least(QueueItem.risk_sla_date, QueueItem.due_date, type_=sa.DateTime(timezone=True))
"""From when an item that has not ended may miss its deadline."""
UNENDED = sa.or_(QueueItem.status == Status.NEW, IN_PROGRESS)
index(
    "queue_items_danger",
    *(QueueItem.queue_definition_id, DANGER),
    where=sa.and_(UNENDED, DANGER.is_not(None)),
)
index("queue_items_lease", QueueItem.lease_until, where=IN_PROGRESS)
index(
    "queue_items_of_job",
    QueueItem.executor_job_key,
    where=sa.and_(IN_PROGRESS, QueueItem.executor_job_key.is_not(None)),
)
index("queue_items_listed", QueueItem.queue_definition_id, QueueItem.status, QueueItem.id)
index("queue_items_key", QueueItem.key)
HAS_REFERENCE = QueueItem.reference != ""
"""Items are looked for by reference among those that have one."""
index("queue_items_reference", QueueItem.queue_definition_id, QueueItem.reference, where=HAS_REFERENCE)
