"""The database: a pool of connections, and units of work for one caller or for several in step."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import asyncpg

from podium.kernel import outbox
from podium.kernel.blobs import Blobs
from podium.kernel.caller import Place
from podium.kernel.context import Context
from podium.kernel.entity import Json, Record
from podium.kernel.errors import ApiError, Locked, LostRace, NotStored, Unavailable
from podium.kernel.memory import Memory
from podium.kernel.refusals import UNREACHABLE, refusal
from podium.kernel.stores import store_at
from podium.kernel.unit import Ask, Stale, Unfit, Unit
from podium.kernel.vault import Vault

T = TypeVar("T")
Completion = Callable[[Context, Sequence[Any]], Awaitable[None]]
Completions = Mapping[type[Record], Sequence[Completion]]
"""What looks up, for rows of one table that are to be shown, what stands in others."""
Subscriber = Callable[[Context, Any], Awaitable[None]]
SESSION = {
    "timezone": "UTC",
    "application_name": "podium",
    "jit": "off",
    "lock_timeout": "2s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}
RACES = (Stale, asyncpg.UniqueViolationError, asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError)
TRIES = 4


def utc_now() -> datetime:
    return datetime.now(UTC)


class _Connection(asyncpg.Connection):
    """No state is left in a session, so none needs to be reset."""

    def get_reset_query(self) -> str:
        return ""


@dataclass
class Member(Generic[T]):
    """One of several callers served by one unit of work: what it does, and what came of it."""

    place: Place
    work: Callable[[Context], Awaitable[T]]
    result: T | BaseException | None = None


_Caller = tuple[Member[Any], Context, Coroutine[Ask, Any, Any]]


class _Apart(Exception):
    """This unit of work cannot serve its members together."""


class Database:
    def __init__(
        self,
        url: str,
        vault: Vault,
        clock: Callable[[], datetime] = utc_now,
        subscribers: dict[type, list[Subscriber]] | None = None,
        connections: int = 8,
        files: str = "files",
    ) -> None:
        self.url, self.vault, self.clock, self.connections = url, vault, clock, connections
        self.blobs = Blobs(self, store_at(files))
        self.subscribers = subscribers or {}
        self.completions: Completions = {}
        self.memory = Memory()
        self.sessions = set[int]()
        """The database's processes that serve this one: of what they change, memory knows without being told."""
        self.pool: asyncpg.Pool[Any]

    async def open(self) -> None:
        self.pool = await asyncpg.create_pool(
            self.url,
            min_size=0,
            max_size=self.connections,
            connection_class=_Connection,
            init=self._connected,
            server_settings=SESSION,
            statement_cache_size=1000,
            max_inactive_connection_lifetime=0,
            command_timeout=90,
        )

    async def _connected(self, connection: Any) -> None:
        await _codecs(connection)
        pid = connection.get_server_pid()
        self.sessions.add(pid)
        connection.add_termination_listener(lambda _: self.sessions.discard(pid))

    async def close(self) -> None:
        await self.pool.close()

    async def alone(self, place: Place, work: Callable[[Context], Awaitable[T]], *, may_wait: bool = True) -> T:
        """A unit of work for one caller, done again when it lost a race; ``may_wait``: for more than the database."""
        for tried in range(TRIES):
            try:
                return await self._once(place, work, careful=tried > 0, may_wait=may_wait)
            except RACES as lost:
                if error := refusal(lost):
                    raise error from lost
                if tried == TRIES - 1:
                    raise (Locked if isinstance(lost, asyncpg.LockNotAvailableError) else LostRace) from lost
            except Unfit as problem:
                raise NotStored(why=f"{problem}.") from problem
            except UNREACHABLE as problem:
                raise Unavailable(retry_after=1) from problem
            except asyncpg.PostgresError as problem:
                raise refusal(problem) or problem from problem
        raise AssertionError("unreachable")

    async def _once(self, place: Place, work: Callable[[Context], Awaitable[T]], *, careful: bool, may_wait: bool) -> T:
        unit = Unit(self, self.clock(), careful=careful, may_wait=may_wait)
        try:
            result = await self._member(context_of(unit, place), work)
        except BaseException as problem:
            await unit.end(None if isinstance(problem, ApiError) and problem.keeps else problem)
            raise
        await unit.end()
        return result

    async def together(self, members: list[Member[Any]]) -> None:
        """One unit of work for several callers; each gets its own result or error.

        They go in step: each runs until it asks something of the database, and what all of them ask is
        answered together. One that fails before it has written anything just leaves. If one fails later,
        or the database refuses, all is rolled back and each is served alone.
        """
        if len(members) == 1:
            return await self._each(members)
        unit = Unit(self, self.clock(), alone=False, may_wait=False)
        contexts = [context_of(unit, member.place) for member in members]
        runs = [self._member(ctx, member.work) for ctx, member in zip(contexts, members, strict=True)]
        try:
            await self._in_step(unit, list(zip(members, contexts, runs, strict=True)))
            await unit.end()
        except (_Apart, Stale, Unfit, asyncpg.PostgresError, *UNREACHABLE) as problem:
            await unit.end(problem)
            await self._each(members)
        except BaseException as problem:
            await unit.end(problem)
            raise
        finally:
            for run in runs:
                run.close()

    async def _each(self, members: list[Member[Any]]) -> None:
        for member in members:
            try:
                member.result = await self.alone(member.place, member.work, may_wait=False)
            except Exception as own:
                member.result = own

    async def _in_step(self, unit: Unit, callers: list[_Caller]) -> None:
        ready: list[tuple[_Caller, Any]] = [(caller, None) for caller in callers]
        while ready:
            asked: dict[Hashable, list[tuple[_Caller, Ask]]] = defaultdict(list)
            for caller, answer in ready:
                member, ctx, run = caller
                try:
                    ask = run.send(answer)
                    if not isinstance(ask, Ask):
                        raise TypeError("A grouped operation may await nothing but its context.")
                    asked[ask.kind].append((caller, ask))
                except StopIteration as end:
                    member.result = end.value
                except Exception as problem:
                    if ctx.changed:
                        raise _Apart from problem
                    member.result = problem
            ready = []
            for waiting in asked.values():
                asks = [ask for _, ask in waiting]
                answers = await asks[0].answer(unit, asks)
                ready += [(caller, a) for (caller, _), a in zip(waiting, answers, strict=True)]

    async def _member(self, ctx: Context, work: Callable[[Context], Awaitable[T]]) -> T:
        result = await work(ctx)
        told = 0
        while told < len(ctx.events):
            event = ctx.events[told]
            told += 1
            if event.outbox:
                outbox.store(ctx, event)
            for subscriber in self.subscribers.get(type(event), ()):
                await subscriber(ctx, event)
        for change in ctx.changes():
            for subscriber in self.subscribers.get(type(change), ()):
                await subscriber(ctx, change)
        ctx.unit.last += ctx.last
        return result


def context_of(unit: Unit, place: Place) -> Context:
    return Context(unit, unit.now, place.caller, place.tenant_id, place.folder_id, place)


async def _codecs(connection: Any) -> None:
    await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=_text, decoder=Json, format="text")


def _text(value: Json) -> str:
    return bytes(value).decode()
