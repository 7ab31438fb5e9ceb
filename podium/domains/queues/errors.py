"""Errors of queues."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class QueueNameUsed(NameAlreadyUsed):
    """Another queue of the folder has this name."""


class DuplicateReference(ApiError, code=1016):
    """The queue wants unique references, and this one was used before."""


class ReferenceRequired(ApiError, code=1850):
    """The queue wants unique references, and the item has none."""


class NoProgressNow(ApiError, code=1851):
    """Progress is reported of a transaction that is not in progress."""


class NotInProgress(ApiError, code=1852):
    """A transaction is to end that is not in progress."""


class WrongStatus(ApiError, code=1852):
    """The item is in no status in which this can be done."""
