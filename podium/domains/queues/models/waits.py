"""Queues at which callers wait."""

from datetime import datetime, timedelta
from typing import ClassVar

from podium.domains.queues.models.definitions import OF_QUEUE
from podium.kernel.entity import Col, Record, field


class QueueWait(Record, table="queue_waits", remembered=True, once=True):
    """Somebody waits at a queue, or did a short time ago: until then, whoever adds an item says so to all processes."""

    part_of = OF_QUEUE
    KNOWN: ClassVar[timedelta] = timedelta(minutes=2)
    queue_definition_id: Col[int] = field(primary_key=True, autoincrement=False)
    until: Col[datetime] = field()
