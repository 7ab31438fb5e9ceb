"""Processes that wait for jobs: each is of one package's Python, is given one job at most, and then ends."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from podium.robot.accounts import Account, Accounts
from podium.robot.process import MARK, Process, Setting
from podium.robot.surroundings import of_python, program

HERE = Path(__file__).parent
BEFORE_START = ("PYTHON", "LD_", "LC_", "LANG", "TZ", "MALLOC_")
"""What variables begin with that a Python, or the system beneath it, reads as it starts."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kit:
    """What a job's process begins with: the Python of one package, and the modules that it may import ahead."""

    environment: Path
    ahead: tuple[str, ...] | None
    """None where a process that has waited has no advantage."""


class Worker:
    """A process that waits for its order."""

    def __init__(self, kit: Kit, process: asyncio.subprocess.Process, account: Account | None) -> None:
        self.kit, self.process, self.account = kit, process, account
        self.pipe = cast(asyncio.StreamWriter, process.stdin)

    async def begin(self, order: Mapping[str, Any]) -> Process:
        """Give it its job. OSError: it has gone, and the job has not begun."""
        self.pipe.write(json.dumps(order).encode() + b"\n")
        await self.pipe.drain()
        self.pipe.close()
        return Process(self.process, f"{MARK}={order['variables'][MARK]}")

    async def end(self) -> None:
        """Leave nothing of it, if it has not ended by itself."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class Workers:
    """Keeps at most ``most`` of them waiting, for the packages that were used last."""

    def __init__(self, home: Path, accounts: Accounts, most: int) -> None:
        self.home, self.accounts, self.most = home, accounts, most
        self.waiting: deque[Worker] = deque()
        self.keeping = asyncio.Lock()

    async def take(self, kit: Kit, chosen: Mapping[str, str]) -> Worker:
        """Give a worker for a job with these variables of its own: one that waits, if any of its kit does."""
        early = {name: value for name, value in chosen.items() if name.startswith(BEFORE_START)}
        while not early and (worker := next((worker for worker in self.waiting if worker.kit == kit), None)):
            self.waiting.remove(worker)
            if worker.process.returncode is None:
                return worker
            await self.release(worker)
        return await self._start(kit, (), early)

    async def keep(self, kit: Kit) -> None:
        """Have one wait for the next job of a kit; the one that has waited longest gives way."""
        if kit.ahead is None or self.most == 0:
            return
        async with self.keeping:
            try:
                while len(self.waiting) >= self.most:
                    await self.release(self.waiting.popleft())
                self.waiting.append(await self._start(kit, kit.ahead, {}))
            except Exception:
                log.exception("no process waits for the next job; it will begin in a new one")

    async def release(self, worker: Worker) -> None:
        """End a worker, if it has not ended, and free its account."""
        await worker.end()
        await self.accounts.give_back(worker.account)

    async def close(self) -> None:
        """Send all away: no more jobs will come."""
        while self.waiting:
            await self.release(self.waiting.popleft())

    async def _start(self, kit: Kit, ahead: tuple[str, ...], early: Mapping[str, str]) -> Worker:
        account = await self.accounts.take()
        setting = Setting({**of_python(self.home, kit.environment), **early}, self.home / "jobs", account)
        words = [program(kit.environment, "python"), str(HERE / "bootstrap.py"), *ahead]
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        try:
            process = await setting.start(words, stdin=pipe, stdout=nothing)
        except OSError:
            await self.accounts.give_back(account)
            raise
        return Worker(kit, process, account)
