"""What is sent to add, start and end transactions."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from podium.domains.queues.models.items import ExceptionType, Priority
from podium.odata.wire import Complex, Content


class QueueItemData(Complex):
    """A new item. ``name`` is that of its queue; a bulk call names the queue once for all."""

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
    """Which item to start: the next one; or, where there is content, a new one.

    ``content_filter`` is what the content of the item must have in it, at the same places.
    """

    robot_identifier: UUID | None = None
    reference_filter_option: ReferenceFilter | None = None
    content_filter: Content = None


class Lease(Complex):
    """When an item is abandoned if nothing is heard of it."""

    until: datetime | None


class ProcessingException(Complex):
    """Why a transaction failed."""

    reason: str | None = None
    details: str | None = None
    type: ExceptionType = ExceptionType.APPLICATION
    associated_image_file_path: str | None = None
    creation_time: datetime | None = None


class TransactionResult(Complex):
    """How a transaction ends; with a date or other content, and neither success nor an exception, it is put back.

    ``start_processing`` is the fencing token: that of the item as it was handed out to who says this.
    """

    is_successful: bool = False
    processing_exception: ProcessingException | None = None
    output: Content = None
    analytics: Content = None
    progress: str | None = None
    defer_date: datetime | None = None
    due_date: datetime | None = None
    operation_id: str | None = None
    specific_content: Content = None
    start_processing: datetime | None = None

    @property
    def postpones(self) -> bool:
        put_back = bool(self.defer_date or self.due_date) or self.specific_content is not None
        return not self.is_successful and self.processing_exception is None and put_back
