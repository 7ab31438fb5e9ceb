"""What queues are made of: definitions, items, what happened to items, and what is sent and answered about them."""

from podium.domains.queues.models.definitions import QueueDefinition
from podium.domains.queues.models.history import QueueItemComment, QueueItemEvent
from podium.domains.queues.models.items import ExceptionType, Priority, QueueItem, ReviewStatus, Status
from podium.domains.queues.models.references import UsedReference

__all__ = [
    "ExceptionType",
    "Priority",
    "QueueDefinition",
    "QueueItem",
    "QueueItemComment",
    "QueueItemEvent",
    "ReviewStatus",
    "Status",
    "UsedReference",
]
