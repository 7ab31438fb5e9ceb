"""Background work: a tick is a function of a unit of work; the runner only decides when."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from podium.engine.lease import ENGINE, TERM, Deposed, Lease
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.errors import ApiError
from podium.kernel.notices import Notices

log = logging.getLogger(__name__)
SLEEPER = "engine"


@dataclass(frozen=True)
class Tick:
    """Do one bounded batch of ``work`` every ``every``; say how many things were done."""

    work: Callable[[Context], Awaitable[int]]
    every: timedelta
    batch: int = 500


class Runner:
    """Runs ticks while this process holds the lease. It may be woken early, by ``ctx.wake("engine")``."""

    def __init__(self, db: Database, ticks: list[Tick]) -> None:
        self.db, self.ticks, self.lease = db, ticks, Lease(db)
        self.due: dict[Tick, datetime] = {}

    async def run(self, notices: Notices) -> None:
        """Until cancelled."""
        awake = notices.sleeper(SLEEPER)
        try:
            while True:
                awake.clear()
                await self._turn()
                try:
                    await asyncio.wait_for(awake.wait(), self.pause())
                    self.due.clear()
                except TimeoutError:
                    continue
        finally:
            notices.leave(SLEEPER, awake)

    async def stop(self) -> None:
        try:
            await self.lease.give_up()
        except ApiError as problem:
            log.warning("the lease was not given up", extra={"problem": str(problem)})

    async def run_due(self) -> None:
        """Run what is due, if this process leads."""
        if not await self.lease.hold():
            return
        now = self.db.clock()
        for tick in self.ticks:
            if self.due.get(tick, now) <= now:
                await self._run_one(tick)
                self.due[tick] = now + tick.every

    async def _turn(self) -> None:
        try:
            await self.run_due()
        except ApiError as problem:
            log.warning("no tick could run", extra={"problem": str(problem)})

    async def _run_one(self, tick: Tick) -> None:
        """Batches until one is not full. A failure is logged and waits for the next turn."""

        async def fenced(ctx: Context) -> int:
            await self.lease.fence(ctx)
            return await tick.work(ctx)

        try:
            done = tick.batch
            while done >= tick.batch:
                done = await self.db.alone(ENGINE, fenced)
                log.debug("tick", extra={"work": tick.work.__name__, "done": done})
        except Deposed:
            self.due.clear()
        except Exception:
            log.exception("a tick failed", extra={"work": tick.work.__name__})

    def pause(self) -> float:
        """Seconds until the next tick is due, but never so long that the lease runs out."""
        soonest = min(self.due.values(), default=self.db.clock())
        seconds = (soonest - self.db.clock()).total_seconds()
        return min(max(0.05, seconds), TERM.total_seconds() / 3)
