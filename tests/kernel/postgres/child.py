"""Podium in a process of its own, to be killed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from podium.kernel.postgres import find_binaries

NOBODY = 65534
ROOT = Path(__file__).parents[3]
PATH = os.pathsep.join([str(ROOT), str(find_binaries({}).root)])
PROGRAM = """
import sys
from pathlib import Path
from podium.kernel.postgres import Embedded

with Embedded(Path(sys.argv[1])) as server:
    print(server.url, server.pid, flush=True)
    sys.stdin.read()
"""


class Child:
    """A process that serves the data of a directory until its input ends; another user's if so told."""

    def __init__(self, data: Path, python: str = sys.executable, user: int | None = None) -> None:
        self._process = subprocess.Popen(
            [python, "-c", PROGRAM, data],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={**os.environ, "PYTHONPATH": PATH},
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def served(self) -> tuple[str, int]:
        """The address of its database, and the process that serves it, as soon as it does."""
        assert self._process.stdout
        url, pid = self._process.stdout.readline().split() or pytest.fail(self.complaint())
        return url, int(pid)

    def complaint(self) -> str:
        """What it says when it has failed."""
        return self._process.communicate()[1]

    def kill(self) -> None:
        """End it without a chance to say good-bye."""
        self._process.kill()
        self._process.wait()


def python_for_all() -> str | None:
    """An interpreter that any user can run Podium with, while root's own may lie where only root may look."""
    programs = [program for program in (sys.executable, "/usr/bin/python3") if Path(program).exists()]
    return next(filter(_runs_for_nobody, programs), None) if os.geteuid() == 0 else None


def _runs_for_nobody(python: str) -> bool:
    try:
        command = [python, "-c", "import podium.kernel.postgres"]
        subprocess.run(command, check=True, cwd="/", env={"PYTHONPATH": PATH}, user=NOBODY, group=NOBODY)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def until(condition: Callable[[], object]) -> None:
    """Wait for another process to do something."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)  # rule-skip: given-time - processes know no other time
