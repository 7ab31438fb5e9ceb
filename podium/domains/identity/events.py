"""What identity tells."""

from podium.domains.identity.provisioning import AttendedRobot, UnattendedRobot
from podium.kernel.events import Event


class UserSaved(Event):
    """A user was made or changed; ``unit_ids`` are the folders it is to be in, None where nothing was said of them."""

    user_id: int
    unit_ids: tuple[int, ...] | None = None


class UserRobotsChanged(Event):
    """The robots of a user are to be as said; a password that is None stays as it is."""

    user_id: int
    attended: AttendedRobot | None
    unattended: UnattendedRobot | None


class UserDeleting(Event):
    """A user is about to go, with all that belongs to it; whoever cannot let it go raises."""

    user_id: int
    user_name: str
