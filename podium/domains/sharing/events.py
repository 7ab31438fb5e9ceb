"""What sharing tells."""

from podium.kernel.events import Event


class Shared(Event):
    """A row of the table ``kind`` is now seen in some folders and in others no longer."""

    kind: str
    row_id: int
    added: list[int]
    removed: list[int]
