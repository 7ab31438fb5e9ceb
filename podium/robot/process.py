"""One process of a job: started in a session of its own, asked to stop, killed with all it has started."""

import asyncio
import signal
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from podium.robot import tree
from podium.robot.waiting import first_of

MARK = "UIPATH_JOB_KEY"


class Process:
    def __init__(self, process: asyncio.subprocess.Process, mark: str) -> None:
        self.process, self.mark = process, mark

    @classmethod
    async def start(cls, words: Sequence[str], folder: Path, environment: Mapping[str, str], output: Path) -> Self:
        """Start a program that writes to the end of the file ``output``. Its environment must hold the MARK."""
        with output.open("ab") as file:
            process = await asyncio.create_subprocess_exec(
                *words,
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=file,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        return cls(process, f"{MARK}={environment[MARK]}")

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
