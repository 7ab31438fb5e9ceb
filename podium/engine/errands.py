"""Errands: what is done outside of the database, after what asks for it was committed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from podium.engine.lease import ENGINE
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.errors import Unavailable
from podium.kernel.notices import Notices

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Errand:
    """``claim`` takes what is to be done now, and keeps others from taking it for some time; ``run`` does one of them,
    outside of any unit of work, and does not raise; ``note`` keeps what came of it.

    A process that dies in between leaves its claims to others: an errand may be run twice.
    """

    claim: Callable[[Context], Awaitable[list[Any]]]
    run: Callable[[Any], Awaitable[Any]]
    note: Callable[[Context, Any, Any], Awaitable[None]]
    sleeper: str
    every: timedelta


class Messenger:
    """Runs errands in this process; every process may."""

    def __init__(self, db: Database, errands: list[Errand]) -> None:
        self.db, self.errands = db, errands

    async def run(self, notices: Notices) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for errand in self.errands:
                tasks.create_task(self._keep_running(errand, notices))

    async def run_due(self) -> None:
        """Run what is to be done now."""
        for errand in self.errands:
            while await self._turn(errand):
                continue

    async def _keep_running(self, errand: Errand, notices: Notices) -> None:
        with notices.sleeping(errand.sleeper) as woken:
            while True:
                woken.clear()
                if await self._safely(errand):
                    continue
                try:
                    await asyncio.wait_for(woken.wait(), errand.every.total_seconds())
                except TimeoutError:
                    continue

    async def _safely(self, errand: Errand) -> bool:
        try:
            return await self._turn(errand)
        except Unavailable as problem:
            log.warning("no errand could run", extra={"errand": errand.sleeper, "problem": str(problem)})
            return False
        except Exception:
            log.exception("an errand failed", extra={"errand": errand.sleeper})
            return False

    async def _turn(self, errand: Errand) -> bool:
        """Run what can be claimed at once; False if there was nothing."""
        claimed = await self.db.alone(ENGINE, errand.claim)
        async with asyncio.TaskGroup() as tasks:
            for one in claimed:
                tasks.create_task(self._run_one(errand, one))
        return bool(claimed)

    async def _run_one(self, errand: Errand, one: Any) -> None:
        outcome = await errand.run(one)
        await self.db.alone(ENGINE, lambda ctx: errand.note(ctx, one, outcome))
