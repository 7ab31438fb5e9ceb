"""What triggers tell."""

from typing import ClassVar

from podium.kernel.events import Event


class ScheduleFailed(Event):
    """A trigger was to start jobs and could not; ``reason`` says why, and ``code`` is that of the error."""

    outbox: ClassVar[bool] = True
    folder_id: int
    schedule_id: int
    code: int
    reason: str
