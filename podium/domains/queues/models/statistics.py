"""What queues have done, counted as it happens."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from podium.domains.queues.models.definitions import OF_QUEUE
from podium.kernel.entity import Col, Record, field
from podium.odata.tags import Tag
from podium.odata.wire import Complex


class QueueTally(Record, table="queue_tallies", summed=True, storage={"fillfactor": 50}):
    """What changed in a queue from a moment on. All tallies of a queue together say how it is now.

    Connections count into rows of their own (``lane``), so that none waits for another; times are in seconds.
    """

    part_of = OF_QUEUE
    queue_definition_id: Col[int] = field(primary_key=True)
    since: Col[datetime] = field(primary_key=True)
    lane: Col[int] = field(sa.Integer(), primary_key=True, server_default=sa.text("pg_backend_pid() % 64"))
    new: Col[int] = field(default=0)
    in_progress: Col[int] = field(default=0)
    successful: Col[int] = field(default=0)
    application_exceptions: Col[int] = field(default=0)
    business_exceptions: Col[int] = field(default=0)
    retried: Col[int] = field(default=0)
    successful_time: Col[float] = field(default=0.0)
    application_exceptions_time: Col[float] = field(default=0.0)
    business_exceptions_time: Col[float] = field(default=0.0)
    last_processed: Col[datetime | None] = field()


class ReportType(StrEnum):
    ALL = "All"
    MINUTE = "Minute"
    HOUR = "Hour"
    DAY = "Day"


class ProcessingRecord(Complex, kw_only=True):
    """What a queue did in one stretch of time, and what was left at its end. Times are in seconds."""

    id: int
    tenant_id: int
    queue_definition_id: int
    ui_queue_metadata: None = None
    processing_time: datetime
    report_type: ReportType
    number_of_remaining_transactions: int
    number_of_in_progress_transactions: int
    number_of_application_exceptions: int
    number_of_business_exceptions: int
    number_of_successful_transactions: int
    number_of_retried_items: int
    application_exceptions_processing_time: float
    business_exceptions_processing_time: float
    successful_transactions_processing_time: float
    total_number_of_transactions: int


class ProcessingStatus(Complex, kw_only=True):
    """How a queue is now, and what it has done so far. Times are in seconds."""

    id: int
    queue_definition_id: int
    queue_definition_key: UUID
    queue_definition_name: str
    queue_definition_description: str | None
    queue_definition_accept_automatically_retry: bool
    queue_definition_retry_abandoned_items: bool
    queue_definition_max_number_of_retries: int
    queue_definition_enforce_unique_reference: bool
    items_to_process: int = 0
    items_in_progress: int = 0
    processing_mean_time: float = 0.0
    successful_transactions_no: int = 0
    application_exceptions_no: int = 0
    business_exceptions_no: int = 0
    successful_transactions_processing_time: float = 0.0
    application_exceptions_processing_time: float = 0.0
    business_exceptions_processing_time: float = 0.0
    total_number_of_transactions: int = 0
    last_processed: datetime | None = None
    release_id: int | None
    release_name: str | None = None
    is_process_in_current_folder: bool | None = None
    process_schedule_id: int | None = None
    specific_data_json_schema_exists: bool
    output_data_json_schema_exists: bool
    analytics_data_json_schema_exists: bool
    queue_folders_count: int
    tags: list[Tag]
