"""Changing over to another version: when the server wants it, and it lies here to be started."""

import logging
from importlib.metadata import PackageNotFoundError, version

from podium import __version__

log = logging.getLogger(__name__)


class Update:
    """The robot installs nothing: whoever cares for the machine does, or lets a tool do it."""

    def __init__(self) -> None:
        self.waited_for: str | None = None

    def is_ready_for(self, wanted: str | None) -> bool:
        """Whether the version wanted is another than this one, and installed; if it is missing, that is said once."""
        if wanted in (None, __version__):
            return False
        if installed() == wanted:
            log.info("version %s is installed: the robot ends with its last job, to be started again in it", wanted)
            return True
        if wanted != self.waited_for:
            log.warning("an update waits: the server wants version %s, this is %s; install it", wanted, __version__)
        self.waited_for = wanted
        return False


def installed() -> str | None:
    """The version that a robot started now would have."""
    try:
        return version("podium")
    except PackageNotFoundError:
        return None
