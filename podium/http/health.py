"""Is the process alive, and is it ready to serve?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from podium.kernel.database import Database
from podium.kernel.notices import Notices
from podium.kernel.refusals import UNREACHABLE

PATIENCE = 2.0


class Health:
    """``/health/live`` says that the process answers, ``/health/ready`` that it should be given requests."""

    def __init__(self, db: Database, notices: Notices) -> None:
        self.db, self.notices, self.ready = db, notices, False
        self.routes: list[BaseRoute] = [Route("/health/live", self.live), Route("/health/ready", self.state)]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        self.ready = True
        try:
            yield
        finally:
            self.ready = False

    async def live(self, request: Request) -> JSONResponse:
        return JSONResponse({"status": "live"})

    async def state(self, request: Request) -> JSONResponse:
        checks = {"serving": self.ready, "database": await self._database(), "notices": self.db.memory.listening}
        good = all(checks.values())
        return JSONResponse({"status": "ready" if good else "not ready", "checks": checks}, 200 if good else 503)

    async def _database(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self.db.pool.fetchval("SELECT 1")
        except (TimeoutError, *UNREACHABLE):
            return False
        return True
