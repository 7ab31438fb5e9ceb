"""What happened to items, and what people say about them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from podium.domains.queues.models.definitions import QueueDefinition
from podium.domains.queues.models.items import ReviewStatus, Status
from podium.kernel.entity import HIDDEN, READ_ONLY, REQUIRED, Col, Entity, Stamped, Wire, field, index
from podium.kernel.links import Belonging


class Action(StrEnum):
    CREATE = "Create"
    EDIT = "Edit"
    DELETE = "Delete"
    STATUS = "Status"
    RETRY = "Retry"


class QueueItemEvent(Belonging, Entity, table="queue_item_events"):
    """Something that was done to an item, by whom, and how the item was then. It is never changed."""

    owner, owned_by = QueueDefinition, "queue_definition_id"
    folder_id: Col[int] = field(wire=HIDDEN)
    queue_definition_id: Col[int] = field(wire=HIDDEN)
    queue_item_id: Col[int] = field(wire=READ_ONLY)
    timestamp: Col[datetime] = field(wire=READ_ONLY)
    action: Col[Action] = field(wire=READ_ONLY)
    data: Col[str | None] = field(wire=READ_ONLY)
    user_id: Col[int | None] = field(wire=READ_ONLY)
    user_name: Col[str | None] = field(wire=READ_ONLY)
    status: Col[Status] = field(wire=READ_ONLY)
    review_status: Col[ReviewStatus] = field(wire=READ_ONLY)
    reviewer_user_id: Col[int | None] = field(wire=READ_ONLY)
    reviewer_user_name: Col[str | None] = field(wire=READ_ONLY)
    external_client_id: Col[str | None] = field(wire=READ_ONLY)


index("queue_item_events_item", QueueItemEvent.queue_item_id)


class QueueItemComment(Belonging, Stamped, Entity, table="queue_item_comments"):
    """What somebody says about an item."""

    owner, owned_by = QueueDefinition, "queue_definition_id"
    folder_id: Col[int] = field(wire=HIDDEN)
    queue_definition_id: Col[int] = field(wire=HIDDEN)
    queue_item_id: Col[int] = field(wire=Wire())
    text: Col[str] = field(sa.String(512), wire=REQUIRED)
    user_id: Col[int | None] = field(wire=READ_ONLY)
    user_name: Col[str | None] = field(wire=READ_ONLY)


index("queue_item_comments_item", QueueItemComment.queue_item_id)
