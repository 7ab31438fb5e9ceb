"""What credential stores tell."""

from podium.kernel.events import Event


class StoreDeleting(Event):
    """A store goes, by force: what has its secret there has none any more."""

    store_id: int
