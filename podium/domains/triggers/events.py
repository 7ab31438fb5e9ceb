"""What triggers tell."""

from typing import ClassVar

from podium.kernel.events import Event


class ScheduleFailed(Event):
    """A trigger was to start jobs and could not; ``reason`` says why."""

    outbox: ClassVar[bool] = True
    folder_id: int
    schedule_id: int
    reason: str
