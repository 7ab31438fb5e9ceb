"""Queues at which callers wait."""

from datetime import datetime, timedelta
from typing import ClassVar

from podium.kernel.entity import Col, Record, field


class QueueWait(Record, table="queue_waits", remembered=True, once=True):
    """Somebody waits at a queue, or did a short time ago: until then, whoever adds an item says so to all processes."""

    KNOWN: ClassVar[timedelta] = timedelta(minutes=2)
    queue_definition_id: Col[int] = field(primary_key=True, autoincrement=False)
    until: Col[datetime] = field()
