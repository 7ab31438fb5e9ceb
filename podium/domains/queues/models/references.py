"""References that a queue has used."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.queues.models.definitions import OF_QUEUE
from podium.kernel.entity import Col, Record, field


class UsedReference(Record, table="queue_used_references"):
    """A reference, and the ``key`` of the item that uses it. It stays used after the item is gone from the tables."""

    part_of = OF_QUEUE
    queue_definition_id: Col[int] = field(primary_key=True)
    reference: Col[str] = field(sa.String(128), primary_key=True)
    key: Col[UUID] = field()
