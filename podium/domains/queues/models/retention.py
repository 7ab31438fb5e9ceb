"""How long items are kept that are done with, and queues whose items are to go."""

import sqlalchemy as sa

from podium.domains.queues.models.definitions import LONGEST_DAYS, QueueDefinition, RetentionAction
from podium.kernel.entity import HIDDEN, Col, Entity, Record, Wire, between, field
from podium.kernel.links import Belonging


class QueueRetention(Belonging, Entity, table="queue_retentions", remembered=True):
    """What becomes of the ended items of a queue, ``period`` days after they were last changed. Each queue has one."""

    owner, owned_by = QueueDefinition, "id"
    id: Col[int] = field(
        sa.ForeignKey("queue_definitions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        wire=Wire("QueueDefinitionId", writable=False),
    )
    folder_id: Col[int] = field(wire=HIDDEN)
    action: Col[RetentionAction] = field(default=RetentionAction.NONE)
    period: Col[int] = field(default=30, wire=between(1, LONGEST_DAYS))
    bucket_id: Col[int | None] = field()


class RemovedQueue(Record, table="removed_queues"):
    """A queue that is gone; its items are still to be removed."""

    queue_definition_id: Col[int] = field(primary_key=True, autoincrement=False)
