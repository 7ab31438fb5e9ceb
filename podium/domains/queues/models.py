"""Queue definitions, queue items, and the references a queue has already used."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa
from sqlalchemy.sql.elements import Grouping

from podium.domains.queues.errors import QueueNameUsed
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InFolder,
    Json,
    Record,
    Stamped,
    between,
    derived,
    field,
    index,
    navigation,
    unique,
)
from podium.odata.wire import Complex, Content

MOST_RETRIES = 50
MAX_SLA_MINUTES = 129_600


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


class QueueDefinition(InFolder, Stamped, Entity, table="queue_definitions", remembered=True, audited="Queues"):
    ignored = frozenset(
        {"tags", "encrypted", "releaseid", "processscheduleid", "isprocessincurrentfolder", "folderscount"}
        | {"organizationunitfullyqualifiedname", "retryabandoneditems"}
        | {f"{of}retention{what}" for of in ("", "stale") for what in ("action", "period", "bucketid", "bucketname")}
    )
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    name: Col[str] = field(sa.String(50), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(250))
    max_number_of_retries: Col[int] = field(default=0, wire=between(0, MOST_RETRIES))
    accept_automatically_retry: Col[bool] = field(default=False)
    enforce_unique_reference: Col[bool] = field(default=False)
    specific_data_json_schema: Col[str | None] = field()
    output_data_json_schema: Col[str | None] = field()
    analytics_data_json_schema: Col[str | None] = field()
    sla_in_minutes: Col[int] = field(default=0, wire=between(0, MAX_SLA_MINUTES))
    risk_sla_in_minutes: Col[int] = field(default=0, wire=between(0, MAX_SLA_MINUTES))


unique(
    "queue_definitions_name",
    *(QueueDefinition.tenant_id, QueueDefinition.folder_id, sa.func.lower(QueueDefinition.name)),
    error=QueueNameUsed,
)


def _row_version(row: Any) -> bytes:
    return int(row.row_version).to_bytes(8, "big")


def _dynamic(content: Json | None) -> str | None:
    return None if content is None else f'{{"DynamicProperties":{bytes(content).decode()}}}'


class QueueItem(InFolder, Stamped, Entity, table="queue_items"):
    queue_definition_id: Col[int] = field(sa.ForeignKey("queue_definitions.id"), wire=READ_ONLY)
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    unique_key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    status: Col[Status] = field(default=Status.NEW, wire=READ_ONLY)
    review_status: Col[ReviewStatus] = field(default=ReviewStatus.NONE, wire=READ_ONLY)
    reviewer_user_id: Col[int | None] = field(wire=READ_ONLY)
    priority: Col[Priority] = field(default=Priority.NORMAL)
    reference: Col[str] = field(sa.String(128), default="", wire=READ_ONLY)
    specific_content: Col[Json | None] = field()
    output: Col[Json | None] = field(wire=READ_ONLY)
    analytics: Col[Json | None] = field(wire=READ_ONLY)
    processing_exception: Col[Json | None] = field(wire=READ_ONLY)
    processing_exception_type: Col[ExceptionType | None] = field(wire=READ_ONLY)
    progress: Col[str | None] = field()
    defer_date: Col[datetime | None] = field()
    due_date: Col[datetime | None] = field()
    risk_sla_date: Col[datetime | None] = field(wire=READ_ONLY)
    robot_id: Col[int | None] = field(wire=HIDDEN)
    start_processing: Col[datetime | None] = field(wire=READ_ONLY)
    end_processing: Col[datetime | None] = field(wire=READ_ONLY)
    seconds_in_previous_attempts: Col[int] = field(default=0, wire=READ_ONLY)
    ancestor_id: Col[int | None] = field(wire=READ_ONLY)
    ancestor_unique_key: Col[UUID | None] = field(wire=READ_ONLY)
    retry_number: Col[int] = field(default=0, wire=READ_ONLY)
    manual_ancestor_id: Col[int | None] = field(wire=READ_ONLY)
    manual_ancestor_unique_key: Col[UUID | None] = field(wire=READ_ONLY)
    manual_retry_number: Col[int] = field(default=0, wire=READ_ONLY)
    has_video_recorded: Col[bool] = field(default=False, wire=READ_ONLY)
    specific_data = derived(str, lambda row: _dynamic(row.specific_content))
    output_data = derived(str, lambda row: _dynamic(row.output))
    analytics_data = derived(str, lambda row: _dynamic(row.analytics))
    row_version_shown = derived(bytes, _row_version, name="RowVersion")
    queue_definition = navigation(lambda: QueueDefinition, "queue_definition_id")


RANK = {priority.value: rank for rank, priority in enumerate(Priority)}
URGENCY = Grouping(sa.case(RANK, value=QueueItem.priority))
UNDATED = Grouping(QueueItem.due_date.is_(None))

index(
    "queue_items_next",
    *(QueueItem.tenant_id, QueueItem.queue_definition_id, UNDATED, URGENCY, QueueItem.due_date, QueueItem.id),
    where=QueueItem.status == Status.NEW,
)
index("queue_items_stale", QueueItem.start_processing, where=QueueItem.status == Status.IN_PROGRESS)
index("queue_items_listed", QueueItem.queue_definition_id, QueueItem.status, QueueItem.id)
index("queue_items_key", QueueItem.key)


class UsedReference(Record, table="queue_used_references"):
    """A reference stays used after its item is gone."""

    queue_definition_id: Col[int] = field(primary_key=True)
    reference: Col[str] = field(sa.String(128), primary_key=True)


class QueueItemData(Complex):
    name: str = ""
    priority: Priority = Priority.NORMAL
    specific_content: Content = None
    reference: str | None = None
    defer_date: datetime | None = None
    due_date: datetime | None = None
    risk_sla_date: datetime | None = None
    progress: str | None = None
    source: str | None = None
    parent_operation_id: str | None = None
    operation_id: str | None = None


class ReferenceFilter(StrEnum):
    EQUALS = "Equals"
    STARTS_WITH = "StartsWith"


class TransactionData(QueueItemData):
    robot_identifier: UUID | None = None
    reference_filter_option: ReferenceFilter | None = None


class ProcessingException(Complex):
    reason: str | None = None
    details: str | None = None
    type: ExceptionType = ExceptionType.APPLICATION
    associated_image_file_path: str | None = None
    creation_time: datetime | None = None


class TransactionResult(Complex):
    is_successful: bool = False
    processing_exception: ProcessingException | None = None
    output: Content = None
    analytics: Content = None
    progress: str | None = None
    defer_date: datetime | None = None
    due_date: datetime | None = None
    operation_id: str | None = None


class CommitType(StrEnum):
    ALL_OR_NOTHING = "AllOrNothing"
    STOP_ON_FIRST_FAILURE = "StopOnFirstFailure"
    PROCESS_ALL_INDEPENDENTLY = "ProcessAllIndependently"


class FailedItem(Complex):
    """An item that was not added: its place in the call, from 0; None when it cannot be told which one it was."""

    ordinal: int | None
    error_code: int
    error_message: str
    name: str | None = None
    reference: str | None = None


class BulkAdded(Complex):
    success: bool
    message: str | None = None
    failed_items: list[FailedItem] = msgspec.field(default_factory=list)
