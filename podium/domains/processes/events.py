"""What packages and processes tell."""

from typing import ClassVar

from podium.kernel.events import Event


class PackagePublished(Event):
    """A version arrived in the feed of a tenant, a folder or a workspace."""

    package_id: int
    folder_id: int | None


class ReleaseCreated(Event):
    outbox: ClassVar[bool] = True
    release_id: int


class ReleaseUpdated(Event):
    """``version`` where the process now uses another one: jobs that have not begun follow it."""

    outbox: ClassVar[bool] = True
    release_id: int
    version: str | None = None


class ReleaseDeleting(Event):
    """A process is about to go; whoever still needs it refuses, whoever keeps something of it removes that."""

    outbox: ClassVar[bool] = True
    release_id: int
    key: str
    name: str
