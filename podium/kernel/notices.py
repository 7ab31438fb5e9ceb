"""What processes tell each other through the database: tables that changed, and whom to wake."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg

from podium.kernel.database import Database
from podium.kernel.refusals import UNREACHABLE

log = logging.getLogger(__name__)
RETRY = 0.25
PULSE, SILENCE = 2.0, 10.0
"""So often the connection is felt, and so long it may be silent then: one that is dead without anybody knowing would
leave memory believed and never told. A database that is merely busy answers in time.
"""


class Notices:
    """One connection that listens. While it is down, memory is not trusted; when it is back, all sleepers wake."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.sleepers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run())
        await self.ready.wait()

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @contextmanager
    def sleeping(self, name: str) -> Iterator[asyncio.Event]:
        """The same event for as long as it is wanted."""
        event = self.sleeper(name)
        try:
            yield event
        finally:
            self.leave(name, event)

    def sleeper(self, name: str) -> asyncio.Event:
        """An event that is set by ``ctx.wake(name)`` anywhere; give it back with ``leave``."""
        event = asyncio.Event()
        self.sleepers[name].add(event)
        return event

    def leave(self, name: str, event: asyncio.Event) -> None:
        self.sleepers[name].discard(event)
        if not self.sleepers[name]:
            del self.sleepers[name]

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except (*UNREACHABLE, asyncpg.PostgresError) as problem:
                log.warning("not listening to the database", extra={"problem": str(problem)})
            self.db.memory.listening = False
            self.db.memory.forget()
            await asyncio.sleep(RETRY)

    async def _listen(self) -> None:
        closed = asyncio.Event()
        connection = await asyncpg.connect(self.db.url)
        try:
            connection.add_termination_listener(lambda _: closed.set())
            await connection.add_listener("podium", self._heard)
            self.db.memory.listening = True
            self.ready.set()
            for name in list(self.sleepers):
                self._wake(name)
            while not await _within(PULSE, closed):
                await connection.fetchval("SELECT 1", timeout=SILENCE)
        finally:
            await connection.close(timeout=1)

    def _heard(self, connection: Any, pid: int, channel: str, notice: Any) -> None:
        word, _, name = str(notice).partition(" ")
        if word != "changed":
            self._wake(name)
        elif pid not in self.db.sessions:
            self.db.memory.changed(name)

    def _wake(self, name: str) -> None:
        for event in self.sleepers.get(name, ()):
            event.set()


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Does it happen in time?"""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
