"""Concurrent calls of one thing, served as one unit of work."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from podium.kernel.caller import Place
from podium.kernel.context import Context
from podium.kernel.database import Database, Member
from podium.kernel.errors import ApiError, Busy
from podium.kernel.unit import Apart

T = TypeVar("T")


@dataclass
class _Lane:
    waiting: deque[tuple[Member[Any], "asyncio.Future[Any]"]] = field(default_factory=deque)
    flying: int = 0


class Groups:
    """A call starts at once when nothing of its kind is under way; else it waits and goes with the others.

    Nobody waits for a clock: while one group is at the database the next one gathers. A second group
    sets out early only when ``eager`` calls wait. Who comes when ``most`` wait already is told to come later.
    """

    def __init__(self, db: Database, size: int = 64, flights: int = 2, eager: int = 16, most: int = 2000) -> None:
        self.db, self.size, self.flights, self.eager, self.most = db, size, flights, eager, most
        self.lanes: dict[Hashable, _Lane] = defaultdict(_Lane)
        self.tasks: set[asyncio.Task[None]] = set()

    async def run(
        self, kind: Hashable, place: Place, work: Callable[[Context], Awaitable[T]], busy: Callable[[], ApiError] = Busy
    ) -> T:
        """What came of a call; one that has to wait for more than the database is done again by itself."""
        try:
            return await self._together(kind, place, work, busy)
        except Apart:
            return await self.db.alone(place, work)

    async def _together(
        self, kind: Hashable, place: Place, work: Callable[[Context], Awaitable[T]], busy: Callable[[], ApiError]
    ) -> T:
        lane = self.lanes[kind, place.tenant_id]
        if len(lane.waiting) >= self.most:
            raise busy()
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        lane.waiting.append((Member(place, work), answer))
        if lane.flying == 0 or (lane.flying < self.flights and len(lane.waiting) >= self.eager):
            lane.flying += 1
            task = asyncio.create_task(self._fly(lane))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return await answer

    async def _fly(self, lane: _Lane) -> None:
        try:
            while lane.waiting and (lane.flying == 1 or len(lane.waiting) >= self.eager):
                group = [lane.waiting.popleft() for _ in range(min(self.size, len(lane.waiting)))]
                await self._serve(group)
        finally:
            lane.flying -= 1

    async def _serve(self, group: "list[tuple[Member[Any], asyncio.Future[Any]]]") -> None:
        problem: BaseException | None = None
        try:
            await self.db.together([member for member, _ in group])
        except Exception as all_of_it:
            problem = all_of_it
        for member, answer in group:
            outcome = problem or member.result
            if answer.done():
                continue
            if isinstance(outcome, BaseException):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)
