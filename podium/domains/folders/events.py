"""What folders tell."""

from podium.kernel.events import Event


class FolderCreated(Event):
    folder_id: int


class FolderDeleting(Event):
    """A folder is about to go; whoever keeps something in it refuses with ``FolderNotEmpty``."""

    folder_id: int
    name: str


class FolderMoved(Event):
    """``parent_id`` and ``old_parent_id`` are None at the root."""

    folder_id: int
    old_parent_id: int | None
    parent_id: int | None


class UserLeftFolder(Event):
    folder_id: int
    user_id: int


class UserEnteredFolder(Event):
    folder_id: int
    user_id: int
