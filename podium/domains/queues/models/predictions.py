"""Whether queues keep what they promise: what is seen of it ahead of time."""

from datetime import datetime

from podium.domains.queues.models.definitions import OF_QUEUE
from podium.kernel.entity import Col, Record, field
from podium.odata.wire import Complex


class Prediction(Complex, kw_only=True):
    """How a queue stands with the deadlines of its next 24 hours. Times are in seconds.

    ``items_at_risk`` may miss their deadline, ``items_overdue`` have missed it. ``workers`` are at work now;
    ``necessary_workers`` would meet every deadline that can still be met. ``expected_end`` is when all items are done
    at this rate; there is none while nobody works.
    """

    queue_definition_id: int
    queue_definition_name: str
    sla_in_minutes: int
    risk_sla_in_minutes: int
    items_to_process: int
    items_due: int
    items_at_risk: int
    items_overdue: int
    processing_mean_time: float
    workers: int
    necessary_workers: int
    is_over_capacity: bool
    expected_end: datetime | None


class QueueWarning(Record, table="queue_warnings"):
    """Until when people were told of the items of a queue that are in danger."""

    part_of = OF_QUEUE
    queue_definition_id: Col[int] = field(primary_key=True, autoincrement=False)
    until: Col[datetime] = field()
