"""Background work: a tick is a function of a unit of work; the runner only decides when."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from podium.engine.lease import ENGINE, SLEEPER, Deposed, Lease
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.errors import ApiError, Unavailable
from podium.kernel.notices import Notices

log = logging.getLogger(__name__)
RETRY = 0.25
SHORTEST = 0.005
"""Seconds; a clock that is not quite there yet is no reason to spin."""


@dataclass(frozen=True)
class Tick:
    """Do one bounded batch of ``work`` every ``every``; say how many things were done.

    ``soonest`` tells when there is something to do before that, where it can be known; ``ctx.wake(sleeper)`` says
    that it is now.
    """

    work: Callable[[Context], Awaitable[int]]
    every: timedelta
    batch: int = 500
    soonest: Callable[[Context], Awaitable[datetime | None]] | None = None
    sleeper: str = SLEEPER


class Runner:
    """Runs ticks while this process holds the lease; ``ctx.wake("engine")`` has all of them run at once."""

    def __init__(self, db: Database, ticks: list[Tick]) -> None:
        self.db, self.ticks, self.lease = db, ticks, Lease(db)
        self.due: dict[Tick, datetime] = {}

    async def run(self, notices: Notices) -> None:
        """Until cancelled."""
        names = {SLEEPER, *(tick.sleeper for tick in self.ticks)}
        with ExitStack() as sleeping:
            woken = {name: sleeping.enter_context(notices.sleeping(name)) for name in names}
            while True:
                await self._turn()
                await self._sleep(woken)

    async def stop(self) -> None:
        try:
            await self.lease.give_up()
        except ApiError as problem:
            log.warning("the lease was not given up", extra={"problem": str(problem)})

    async def run_due(self) -> None:
        """Run what is due, for as long as this process leads: many ticks may take longer than a term."""
        if not await self.lease.hold():
            return
        now = self.db.clock()
        for tick in self.ticks:
            if self.due.get(tick, now) <= now and await self.lease.hold():
                self.due[tick] = now + tick.every
                if await self._run_one(tick) and tick.soonest:
                    soonest = await self.db.alone(ENGINE, tick.soonest)
                    self.due[tick] = min(self.due[tick], soonest or self.due[tick])

    async def _turn(self) -> None:
        try:
            await self.run_due()
        except ApiError as problem:
            log.warning("no tick could run", extra={"problem": str(problem)})
            await asyncio.sleep(RETRY)

    async def _run_one(self, tick: Tick) -> bool:
        """Batches until one is not full. A failure is logged and waits for the next turn; without the database
        there is no turn.
        """

        async def fenced(ctx: Context) -> int:
            await self.lease.fence(ctx)
            return await tick.work(ctx)

        try:
            done = tick.batch
            while done >= tick.batch:
                done = await self.db.alone(ENGINE, fenced)
                log.debug("tick", extra={"work": tick.work.__name__, "done": done})
        except Deposed:
            self._wake(SLEEPER)
        except Unavailable:
            self.due.pop(tick, None)
            raise
        except Exception:
            log.exception("a tick failed", extra={"work": tick.work.__name__})
        else:
            return True
        return False

    async def _sleep(self, woken: Mapping[str, asyncio.Event]) -> None:
        waits = [asyncio.ensure_future(event.wait()) for event in woken.values()]
        try:
            await asyncio.wait(waits, timeout=self.pause(), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        for name, event in woken.items():
            if event.is_set():
                event.clear()
                self._wake(name)

    def _wake(self, name: str) -> None:
        if name == SLEEPER:
            self.lease.forget()
        for tick in self.ticks:
            if name in (SLEEPER, tick.sleeper):
                self.due.pop(tick, None)

    def pause(self) -> float:
        """Seconds until a tick is due or the lease must be looked at."""
        now = self.db.clock()
        waits = [moment - now for moment in self.due.values()] if self.lease.held else []
        return max(SHORTEST, min([self.lease.rest, *waits]).total_seconds())
