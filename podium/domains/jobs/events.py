"""What jobs tell."""

from typing import ClassVar
from uuid import UUID

from podium.kernel.events import Event


class JobCreated(Event):
    outbox: ClassVar[bool] = True
    folder_id: int
    job_id: int
    release_id: int


class JobStarted(Event):
    outbox: ClassVar[bool] = True
    folder_id: int
    job_id: int
    release_id: int


class JobOverdue(Event):
    """A job waits, or runs, for longer than was expected when it was started."""

    folder_id: int
    job_id: int
    state: str
    seconds: int


class JobSuspended(Event):
    outbox: ClassVar[bool] = True
    folder_id: int
    job_id: int
    release_id: int


class JobEnded(Event):
    """``state`` is Successful, Faulted or Stopped."""

    outbox: ClassVar[bool] = True
    folder_id: int
    job_id: int
    key: UUID
    release_id: int
    state: str
