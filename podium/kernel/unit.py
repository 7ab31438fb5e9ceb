"""One unit of work: what its callers ask of the database, answered many at a time, and written as one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Hashable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg
import sqlalchemy as sa

from podium.kernel import writes
from podium.kernel.entity import Record
from podium.kernel.refusals import UNREACHABLE
from podium.kernel.statements import Bound, Sql, adhoc, columns_of

if TYPE_CHECKING:
    from podium.kernel.database import Database


R = TypeVar("R", bound=Record)
CAREFUL = 7_031_017_002
"""A lock that all careful units share: who lost a race is not to lose it again to others who lost."""

HOLD = Sql(
    "SELECT pg_try_advisory_xact_lock(hashtextextended(name, 0))"
    " FROM unnest($1::text[]) WITH ORDINALITY AS wanted (name, n) ORDER BY n",
    ("names",),
)


class Stale(Exception):
    """A row that was to be written is no longer as it was read."""


class Unfit(Exception):
    """Something that was to be written does not fit into its column."""


class Apart(Exception):
    """What is done has to wait for something other than the database, and others would have to wait with it."""


class Ask:
    """Something asked of the database. Asks with one ``kind`` are answered together, by one statement if possible."""

    kind: Hashable

    def __await__(self) -> Generator["Ask", Any, Any]:
        return (yield self)

    async def answer(self, unit: "Unit", asks: list[Any]) -> list[Any]:
        raise NotImplementedError


class Rows(Ask):
    """The rows of a statement."""

    def __init__(self, bound: Bound[Any]) -> None:
        self.bound, self.kind = bound, (Rows, id(bound.shape))

    async def answer(self, unit: "Unit", asks: list["Rows"]) -> list[list[Any]]:
        shape = self.bound.shape
        wanted = list(dict.fromkeys(a.bound.arguments for a in asks)) if len(asks) > 1 else [self.bound.arguments]
        if len(wanted) == 1 or shape.remembered or not shape.groupable:
            found = {arguments: await unit.found(shape, arguments) for arguments in wanted}
            return [found[a.bound.arguments] for a in asks]
        await unit.settle(shape.reads)
        got: dict[Any, list[Any]] = {arguments: [] for arguments in wanted}
        records = await unit.run(shape.many, columns_of(wanted), shape.locks)
        for record, row in zip(records, unit.rows(shape.record, records), strict=True):
            got[wanted[record[0] - 1]].append(row)
        return [got[a.bound.arguments] for a in asks]


class Values(Ask):
    """What a statement gives, as plain tuples: counts, sums, columns of several tables."""

    def __init__(self, statement: sa.Select[Any] | Bound[Any]) -> None:
        self.statement, self.kind = statement, (Values, id(self))

    async def answer(self, unit: "Unit", asks: list["Values"]) -> list[list[Any]]:
        bound = self.statement if isinstance(self.statement, Bound) else adhoc(self.statement)
        await unit.settle(bound.shape.reads)
        return [await unit.run(bound.shape.one, bound.arguments, locks=False)]


class Erase(Ask):
    """Delete the rows of a statement, unseen."""

    def __init__(self, rows: sa.Select[Any]) -> None:
        self.rows, self.kind = rows, (Erase, id(self))

    async def answer(self, unit: "Unit", asks: list["Erase"]) -> list[int]:
        await unit.settle()
        bound = adhoc(self.rows)
        record = bound.shape.record
        keys = list(record.table.primary_key)
        found = self.rows.with_only_columns(*keys)
        gone = sa.delete(record.table).where(sa.tuple_(*keys).in_(found)).returning(sa.literal_column("1")).cte()
        erased = adhoc(sa.select(sa.func.count()).select_from(gone))
        ((count,),) = await unit.run(erased.shape.one, erased.arguments, locks=True)
        unit.note_written({record})
        return [count]


class Take(Ask):
    """The first row of a locking statement that nobody else has, in this transaction or another."""

    def __init__(self, bound: Bound[Any]) -> None:
        self.bound, self.kind = bound, (Take, id(bound.shape), bound.arguments)

    async def answer(self, unit: "Unit", asks: list["Take"]) -> list[Any]:
        shape = self.bound.shape
        await unit.settle(shape.reads)
        arguments = (*self.bound.arguments, [key for (key,) in unit.taken[shape.record]], len(asks))
        locks = unit.careful or not unit.alone
        rows = unit.rows(shape.record, await unit.run(shape.take, arguments, locks))
        unit.taken[shape.record].update((row.id,) for row in rows)
        return [*rows, *[None] * (len(asks) - len(rows))]


class Numbers(Ask):
    """The keys of new rows."""

    def __init__(self, record: type[Record], count: int = 1) -> None:
        self.record, self.count, self.kind = record, count, (Numbers, record)

    async def answer(self, unit: "Unit", asks: list["Numbers"]) -> list[list[int]]:
        sequence = f"{self.record.table.name}_id_seq"
        sql = Sql(f"SELECT nextval('{sequence}') FROM generate_series(1, $1::bigint)", ("count",))
        records = await unit.run(sql, (sum(ask.count for ask in asks),), locks=False)
        keys = iter([key for (key,) in records])
        return [list(islice(keys, ask.count)) for ask in asks]


class Hold(Ask):
    """A name that nobody else may hold until this unit of work ends; is it free?"""

    kind = "hold"

    def __init__(self, name: str) -> None:
        self.name = name

    async def answer(self, unit: "Unit", asks: list["Hold"]) -> list[bool]:
        records = await unit.run(HOLD, ([ask.name for ask in asks],), locks=True)
        return [held for (held,) in records]


class Settle(Ask):
    """Write now what this unit of work has changed."""

    kind = "settle"

    async def answer(self, unit: "Unit", asks: list["Settle"]) -> list[None]:
        await unit.settle()
        return [None] * len(asks)


class Unit:
    """What is read is read at once; what is written is written at the end, by one statement.

    A unit that only reads, or whose writes are one statement, needs no transaction. A row that is read to be
    changed is not locked: the write finds out if it has changed since, and the unit is done again, this time
    ``careful``: in a transaction, with locks, and one after the other with its like. Only what a group of callers
    takes is locked from the start, as one of them who lost a race would make all of them start again.
    """

    def __init__(
        self, db: "Database", now: datetime, *, alone: bool = True, careful: bool = False, may_wait: bool = True
    ) -> None:
        self.db, self.now, self.alone, self.careful, self.may_wait = db, now, alone, careful, may_wait
        self.connection: Any = None
        self.begun = False
        self.known: dict[type[Record], dict[tuple[Any, ...], Any]] = defaultdict(dict)
        self.taken: dict[type[Record], set[tuple[Any, ...]]] = defaultdict(set)
        self.added: dict[type[Record], list[Record]] = defaultdict(list)
        self.removed: dict[type[Record], list[Record]] = defaultdict(list)
        self.sums: dict[tuple[Any, ...], Any] = {}
        self.written: set[type[Record]] = set()
        self.before: dict[int, Mapping[str, Any]] = {}
        """What audited rows held that were changed and written, by the identity of the object."""
        self.notices: dict[str, None] = {}
        self.last: list[Callable[[], Record]] = []

    async def run(self, sql: Sql, arguments: Iterable[Any], locks: bool) -> list[Any]:
        """Send one statement; a transaction is begun before the first that locks."""
        connection = self.connection
        if connection is None:
            connection = self.connection = await self.db.pool.acquire()
        if (locks or self.careful) and not self.begun:
            await self._begin()
        found: list[Any] = await connection.fetch(sql.text, *arguments)
        return found

    async def rest(self) -> None:
        """Give the connection back for a while, unless a transaction is under way on it. Apart where others wait."""
        if not self.may_wait:
            raise Apart
        if self.connection is not None and not self.begun:
            connection, self.connection = self.connection, None
            await self.db.pool.release(connection)

    async def found(self, shape: Any, arguments: tuple[Any, ...]) -> list[Any]:
        """The rows of a statement, from memory where they are remembered."""
        await self.settle(shape.reads)
        if not shape.remembered or self.careful or self.written & shape.reads:
            return self.rows(shape.record, await self.run(shape.one, arguments, shape.locks))
        memory, key = self.db.memory, (id(shape), arguments)
        records = memory.get(key, shape.reads)
        if records is None:
            seen = memory.generations(shape.reads)
            records = await self.run(shape.one, arguments, locks=False)
            memory.keep(key, seen, records)
        return self.rows(shape.record, records)

    def rows(self, record: type[Record], records: list[Any]) -> list[Any]:
        """Records as rows; what is known already stays the same object, and keeps what was changed."""
        found, known = [], self.known[record]
        for values in records:
            key = record.identity_of(values)
            row = known.get(key)
            if row is None:
                row = known[key] = record.from_database(values)
            elif not row.changes():
                row.refresh(values)
            found.append(row)
        return found

    def add(self, row: Record) -> None:
        self.added[type(row)].append(row)

    def sum(self, record: type[R], key: Mapping[str, Any]) -> R:
        """The row into which this unit of work sums what is counted under a key."""
        place = (record, *key.values())
        if place not in self.sums:
            self.sums[place] = record(**key)
            self.add(self.sums[place])
        row: R = self.sums[place]
        return row

    def remove(self, row: Record) -> None:
        added = self.added.get(type(row), [])
        if row in added:
            added.remove(row)
        else:
            self.removed[type(row)].append(row)
        self.known[type(row)].pop(row.identity(), None)

    async def settle(self, reads: frozenset[type[Record]] | None = None) -> None:
        """Write what was changed before it is read again; then the unit is a transaction."""
        if reads is not None and not self._touches(reads):
            return
        pending = self._changed()
        if self.added or self.removed or pending:
            if not self.begun:
                await self._begin()
            await self._write(pending)

    def has_written(self, tables: Collection[type[Record]]) -> bool:
        """Has this unit written to one of the tables, or rows to add or remove there?

        Rows that were changed are written when the table is next read. They are not looked for: this is asked so
        often that it would cost more than memory saves.
        """
        added, removed = self.added.keys(), self.removed.keys()
        return not (self.written.isdisjoint(tables) and added.isdisjoint(tables) and removed.isdisjoint(tables))

    async def end(self, problem: BaseException | None = None) -> None:
        """Write and commit, or roll back; give the connection back."""
        try:
            if problem is None:
                await self._finish()
            else:
                await self._roll_back()
        finally:
            if self.connection is not None:
                await self.db.pool.release(self.connection)
                self.connection = None

    async def _finish(self) -> None:
        try:
            if self.last:
                await self.settle()
                for make in self.last:
                    self.add(make())
            await self._write(self._changed(), last=True)
            if self.begun:
                await self.connection.execute("COMMIT")
        except BaseException:
            await self._roll_back()
            raise
        for record in self.written:
            if record.remembered:
                self.db.memory.changed(record.table.name)

    async def _roll_back(self) -> None:
        if not self.begun or self.connection is None:
            return
        try:
            await self.connection.execute("ROLLBACK")
        except UNREACHABLE:  # the database does it by itself when the connection is gone
            with suppress(asyncpg.InterfaceError):
                self.connection.terminate()

    async def _begin(self) -> None:
        if self.connection is None:
            self.connection = await self.db.pool.acquire()
        self.begun = True
        await self.connection.execute(f"BEGIN; SELECT pg_advisory_xact_lock({CAREFUL})" if self.careful else "BEGIN")

    def _touches(self, reads: Iterable[type[Record]]) -> bool:
        """Has this unit anything to write to one of the tables? Asked before every read."""
        return any(
            record in self.added or record in self.removed or any(row.changes() for row in self.known[record].values())
            for record in reads
        )

    def _changed(self) -> dict[tuple[type[Record], tuple[str, ...]], list[Record]]:
        work: dict[tuple[type[Record], tuple[str, ...]], list[Record]] = defaultdict(list)
        for record, rows in self.known.items():
            for row in rows.values():
                if changed := row.changes():
                    work[record, changed].append(row)
        return work

    async def _write(self, changed: dict[Any, list[Record]], *, last: bool = False) -> None:
        added = {record: rows for record, rows in self.added.items() if rows}
        removed = {record: rows for record, rows in self.removed.items() if rows}
        if removed.keys() & added.keys():  # a key may be given up and taken again: first the one, then the other
            await self._send([writes.delete(record, rows) for record, rows in removed.items()], begin=True)
            removed = {}
        work = [writes.delete(record, rows) for record, rows in removed.items()]
        for (record, attributes), rows in changed.items():
            rows.sort(key=record.identity)
            work.append(writes.update(record, attributes, rows))
        work += [writes.insert(record, rows) for record, rows in added.items()]
        self.note_written({*added, *self.removed, *(record for record, _ in changed)})
        if work or (last and self.notices):
            await self._send(work, list(self.notices) if last else [])
        self._settled([row for rows in changed.values() for row in rows], {} if last else added)

    async def _send(self, work: list[writes.Write], notices: Iterable[str] = (), *, begin: bool = False) -> None:
        text, arguments = writes.together(work, list(notices))
        try:
            await self.run(Sql(text, ()), arguments, locks=begin)
        except asyncpg.DivisionByZeroError as problem:
            raise Stale from problem
        except asyncpg.DataError as problem:
            raise Unfit(str(problem)) from problem

    def note_written(self, records: set[type[Record]]) -> None:
        """Have other processes, and this one from now on, look at these tables anew."""
        self.written |= records
        for record in records:
            if record.remembered:
                self.notices[f"changed {record.table.name}"] = None

    def _settled(self, changed: list[Record], added: dict[type[Record], list[Record]]) -> None:
        for row in changed:
            if type(row).audited:
                self.before.setdefault(id(row), row.__dict__["_stored"])
            if "row_version" in row.__dict__:
                row.__dict__["row_version"] += 1
            row.stored()
        for record, rows in added.items():
            for row in rows:
                row.stored()
                if row.is_keyed:
                    self.known[record][row.identity()] = row
        self.added.clear()
        self.removed.clear()
        self.sums.clear()
