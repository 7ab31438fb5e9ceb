"""What exports tell."""

from podium.kernel.events import Event


class ExportEnded(Event):
    """An export is complete, or has failed."""

    export_id: int
    name: str
    is_complete: bool
    user_id: int | None
