"""What jobs tell."""

from typing import ClassVar

from podium.kernel.events import Event


class JobCreated(Event):
    outbox: ClassVar[bool] = True
    job_id: int
    release_id: int


class JobStarted(Event):
    outbox: ClassVar[bool] = True
    job_id: int
    release_id: int


class JobSuspended(Event):
    outbox: ClassVar[bool] = True
    job_id: int
    release_id: int


class JobEnded(Event):
    """``state`` is Successful, Faulted or Stopped."""

    outbox: ClassVar[bool] = True
    job_id: int
    release_id: int
    state: str
