"""What queues tell."""

from podium.kernel.events import Event


class QueueItemAdded(Event):
    item_id: int
    queue_id: int


class QueueItemStarted(Event):
    item_id: int
    queue_id: int


class QueueItemEnded(Event):
    item_id: int
    queue_id: int
    status: str
