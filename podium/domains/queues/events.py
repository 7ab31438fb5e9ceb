"""What queues tell."""

from podium.kernel.events import Event


class QueueCreated(Event):
    outbox = True
    queue_id: int


class QueueUpdated(Event):
    outbox = True
    queue_id: int


class QueueDeleted(Event):
    """``key`` and ``name`` tell which queue it was."""

    outbox = True
    queue_id: int
    key: str
    name: str


class QueueItemEvent(Event):
    """Something happened to an item of a queue."""

    queue_id: int
    item_id: int


class QueueItemsAdded(Event):
    """Items are there that robots can take."""

    queue_id: int
    item_ids: tuple[int, ...]


class QueueItemsReturned(Event):
    """Items can be taken again: they were put back, put off until now, or are tried anew."""

    queue_id: int


class QueueItemStarted(QueueItemEvent):
    pass


class QueueItemCompleted(QueueItemEvent):
    """A transaction was successful."""


class QueueItemFailed(QueueItemEvent):
    """A transaction failed. ``final``: it will not be tried again."""

    final: bool


class QueueItemsEndangered(Event):
    """Items may miss their deadline, ``overdue`` of them have missed it: those that nobody was told of before."""

    queue_id: int
    count: int
    overdue: int


class QueueItemsAbandoned(Event):
    queue_id: int
    item_ids: tuple[int, ...]
