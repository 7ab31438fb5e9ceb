"""The robot's directory: what lies where, and that one robot alone works in it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from podium.robot.errors import AlreadyRunning

FOR_JOBS = ("", "jobs", "packages")
FOR_US = ("results", "logs", "packages/known")


def arrange(home: Path, *, for_accounts: bool) -> None:
    """Make what is missing. Accounts of jobs may pass through to what they are told of, and not look around."""
    for names, mode in ((FOR_JOBS, 0o711 if for_accounts else 0o700), (FOR_US, 0o700)):
        for name in names:
            directory = home / name
            directory.mkdir(parents=True, exist_ok=True)
            directory.chmod(mode)


@contextmanager
def only_robot_in(home: Path) -> Iterator[None]:
    """Hold the directory; AlreadyRunning: another robot does, whose jobs we would take for dead."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise AlreadyRunning(f"Another robot works in {home}. Give this one a home of its own.") from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
