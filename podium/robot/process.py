"""One process of a job: started in a session of its own, asked to stop, killed with all it has started."""

import asyncio
import signal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from podium.robot import tree
from podium.robot.accounts import Account
from podium.robot.waiting import first_of

MARK = "UIPATH_JOB_KEY"
"""The variable that tells of which job a process is."""
OWNER = "PODIUM_ROBOT_OF_PROCESS"
"""The variable that tells of which robot a process is, by the robot's home."""


@dataclass(frozen=True)
class Setting:
    """Where a process begins: with which variables, in which folder, under which account."""

    environment: Mapping[str, str]
    folder: Path
    account: Account | None = None

    async def start(self, words: Sequence[str], **streams: Any) -> asyncio.subprocess.Process:
        who = self.account.of_process if self.account else {}
        return await asyncio.create_subprocess_exec(
            words[0], *words[1:], cwd=self.folder, env=self.environment, start_new_session=True, **who, **streams
        )


class Process:
    """``mark`` (NAME=value) is in the environment of all that it starts."""

    def __init__(self, process: asyncio.subprocess.Process, mark: str) -> None:
        self.process, self.mark = process, mark

    @classmethod
    async def start(cls, words: Sequence[str], setting: Setting, output: Path) -> Self:
        """Start a program that writes to the end of the file ``output``. Its environment must hold the MARK."""
        with output.open("ab") as file:
            nothing = asyncio.subprocess.DEVNULL
            process = await setting.start(words, stdin=nothing, stdout=file, stderr=asyncio.subprocess.STDOUT)
        return cls(process, f"{MARK}={setting.environment[MARK]}")

    @property
    def ended(self) -> bool:
        return self.process.returncode is not None

    async def wait(self) -> int:
        """Wait for the end; negative numbers are the signal that brought it."""
        return await self.process.wait()

    async def stop(self, grace: float, hurry: asyncio.Event) -> None:
        """Ask to stop, and kill after ``grace`` seconds or as soon as ``hurry`` comes."""
        family = await self._family()
        if not self.ended:
            tree.signal_group(self.process.pid, signal.SIGTERM)
            await first_of(self.wait(), hurry.wait(), timeout=grace)
        await self.kill(family)

    async def kill(self, family: Iterable[tree.Member] = ()) -> None:
        """Leave nothing of it alive, not even what has moved to another session."""
        family = {*family, *await self._family()}
        if not self.ended:
            tree.signal_group(self.process.pid, tree.KILL)
        await tree.kill(self.mark, family)
        await self.wait()

    async def _family(self) -> set[tree.Member]:
        """Those around the process, which can be told only while it lives."""
        return await asyncio.to_thread(tree.members, self.mark, None if self.ended else self.process.pid)
