"""What every command, query and tick receives: one moment, one caller, one place, one unit of work."""

from collections.abc import Awaitable, Callable, Collection, Coroutine, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import sqlalchemy as sa

from podium.kernel.caller import Caller, Place
from podium.kernel.entity import Entity, InFolder, InTenant, Record, Stamped
from podium.kernel.errors import FolderRequired, NotFound
from podium.kernel.events import Event, RowChanged
from podium.kernel.links import seen_in
from podium.kernel.memory import Memory
from podium.kernel.parts import AddPart, DropPart, Part, Parts
from podium.kernel.statements import Bound, adhoc, prepared
from podium.kernel.unit import Apart, Ask, Erase, Hold, Numbers, Rows, Settle, Take, Unit, Values
from podium.kernel.vault import Vault

if TYPE_CHECKING:
    from podium.kernel.blobs import Blobs

T = TypeVar("T")
R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Entity)
_BY_KEY: dict[tuple[type, bool], Any] = {}
Query: TypeAlias = Bound[R] | sa.Select[R]


@dataclass
class Context:
    """A row that is got and changed is written when the unit of work ends; nobody saves.

    A command may be run again from its start when another has changed what it read: it acts on nothing
    but its context.
    """

    unit: Unit
    now: datetime
    caller: Caller
    tenant_id: int
    folder_id: int | None = None
    place: Place = field(default_factory=lambda: Place(Caller()))
    events: list[Event] = field(default_factory=list[Event])
    wrote: bool = False
    seen: list[Record] = field(default_factory=list[Record])
    acted: list[RowChanged] = field(default_factory=list[RowChanged])
    last: list[Callable[[], Record]] = field(default_factory=list[Callable[[], Record]])

    @property
    def memory(self) -> Memory:
        return self.unit.db.memory

    @property
    def vault(self) -> Vault:
        return self.unit.db.vault

    @property
    def blobs(self) -> "Blobs":
        return self.unit.db.blobs

    def select(self, record: type[R]) -> sa.Select[R]:
        """The rows this unit of work may see: the one place where tenant and folder are applied."""
        rows = sa.select(record.table)
        if issubclass(record, InTenant):
            rows = rows.where(record.tenant_id == self.tenant_id)
        if issubclass(record, InFolder) and self.folder_id is not None:
            rows = rows.where(seen_in(record, self.folder_id))
        return rows

    def in_tenant(self, record: type[R]) -> sa.Select[R]:
        """The rows of all folders of the tenant: for what is declared to cross folders."""
        return sa.select(record.table).where(record.table.c.tenant_id == self.tenant_id)

    def everywhere(self, record: type[R]) -> sa.Select[R]:
        """The rows of every tenant: for ticks, and for signing in."""
        return sa.select(record.table)

    async def all(self, rows: Query[R]) -> list[R]:
        found: list[R] = await self._ask(Rows(rows if isinstance(rows, Bound) else adhoc(rows)))
        self.seen += found
        return found

    async def first(self, rows: Query[R]) -> R | None:
        return next(iter(await self.all(rows)), None)

    async def one(self, rows: Query[R], what: str) -> R:
        """The only row; where there is none, ``what`` does not exist."""
        row = await self.first(rows)
        if row is None:
            raise NotFound(name=what)
        return row

    async def get(self, record: type[E], key: Any) -> E:
        """The row of this place with a key."""
        locks = self.unit.careful
        found = _BY_KEY.get((record, locks)) or _by_key(record, locks)
        return await self.one(found(self, key), f"{record.__name__} {key}")

    async def by_id(self, entity: type[E], keys: Iterable[Any]) -> dict[Any, E]:
        """The rows of the tenant with some keys, by key; None is nobody's."""
        wanted = {key for key in keys if key is not None}
        rows = await self.all(self.in_tenant(entity).where(entity.id.in_(wanted))) if wanted else []
        return {row.id: row for row in rows}

    async def take(self, rows: Bound[R]) -> R | None:
        """The first of ``rows`` that nobody else is taking."""
        row: R | None = await self._ask(Take(rows))
        if row is not None:
            self.seen.append(row)
        return row

    async def complete(self, rows: Sequence[Record]) -> None:
        """Look up what is to be shown of rows of one table and stands in others."""
        for completion in self.unit.db.completions.get(type(rows[0]), ()) if rows else ():
            await completion(self, rows)

    async def count(self, rows: sa.Select[Any]) -> int:
        """How many rows there are."""
        counted = sa.select(sa.func.count()).select_from(rows.order_by(None).subquery())
        ((count,),) = await self.values(counted)
        return int(count)

    async def values(self, statement: sa.Select[Any] | Bound[Any]) -> list[Any]:
        """Plain tuples: sums, counts, columns of several tables."""
        found: list[Any] = await self._ask(Values(statement))
        return found

    async def add(self, row: R) -> R:
        """Make a new row of this place and time."""
        if isinstance(row, Entity) and "id" not in row.__dict__:
            (row.id,) = await self._ask(Numbers(type(row)))
        self.record(row)
        return row

    async def add_all(self, rows: Sequence[E]) -> None:
        """Make new rows of one kind, numbered by one statement."""
        keys = await self._ask(Numbers(type(rows[0]), len(rows))) if rows else []
        for row, key in zip(rows, keys, strict=True):
            row.id = key
            self.record(row)

    def record(self, row: Record) -> None:
        """Add a row whose number nobody asks for: history, audit, what is its own key."""
        self._place(row)
        self.wrote = True
        self.unit.add(row)
        self._acted("Create", row)

    def sum(self, record: type[R], **key: Any) -> R:
        """The row of a summed table into which this unit of work counts: add to its numbers."""
        self.wrote = True
        return self.unit.sum(record, key)

    def remove(self, row: Record) -> None:
        self.discard(row)
        self._acted("Delete", row)

    def discard(self, row: Record) -> None:
        """Remove a row whose end is no act of anybody: its time is over, or all it belonged to is gone."""
        self.wrote = True
        self.unit.remove(row)

    async def erase(self, rows: Query[Any]) -> int:
        """Delete rows that nobody needs any more, without looking at them; gives how many there were."""
        count: int = await self._ask(Erase(rows.select() if isinstance(rows, Bound) else rows))
        return count

    async def remembered(self, key: Hashable, made_of: Collection[type[Record]], make: Callable[[], Awaitable[T]]) -> T:
        """What is made of some tables, kept in memory until one of them changes; None is made each time.

        A unit of work that has written to one of them makes it anew and keeps it from others, who may never come
        to see what it is made of.
        """
        kept: T | None = None if self.unit.has_written(made_of) else self.memory.get(key, made_of)
        if kept is None:
            seen = self.memory.generations(made_of)
            kept = await make()
            if kept is not None and not self.unit.has_written(made_of):
                self.memory.keep(key, seen, kept)
        return kept

    async def parts(self, record: type[Record]) -> list[Part]:
        """The parts of a parted table, the oldest first."""
        found: list[Part] = await self._ask(Parts(record))
        return found

    async def add_part(self, record: type[Record], part: Part) -> None:
        await self._ask(AddPart(record, part))

    async def drop_part(self, record: type[Record], part: Part) -> None:
        """Drop a part with all of its rows. Who uses the table waits meanwhile: do it last."""
        await self._ask(DropPart(record, part))

    async def settle(self) -> None:
        """Write now what was changed so far, so that an index can refuse it here."""
        await self._ask(Settle())

    async def hold(self, name: str) -> bool:
        """Keep others from holding a name until this unit of work ends; False while another holds it."""
        held: bool = await self._ask(Hold(name))
        return held

    async def away(self, wait: Awaitable[T]) -> T:
        """Wait for something other than the database, which others may use meanwhile."""
        try:
            await self.unit.rest()
        except Apart:
            if isinstance(wait, Coroutine):
                wait.close()
            raise
        return await wait

    def at_end(self, make: Callable[[], Record]) -> None:
        """Add a row that is made when everything else is written, and shows what came of it."""
        self.wrote = True
        self.last.append(make)

    def emit(self, event: Event) -> None:
        """Record what happened; subscribers see it before this unit of work commits."""
        self.events.append(event)

    def wake(self, sleeper: str) -> None:
        """Wake, once this is committed, whoever waits under a name in any process."""
        self.unit.notices[f"wake {sleeper}"] = None

    def within(self, tenant_id: int) -> "Context":
        """The same unit of work, in another tenant."""
        return replace(self, tenant_id=tenant_id, folder_id=None)

    def here(self) -> int:
        """The folder this is done in; an error where none was named."""
        if self.folder_id is None:
            raise FolderRequired
        return self.folder_id

    def changes(self) -> list[RowChanged]:
        """What this caller has done to rows so far; what was made or removed was not merely changed."""
        known, before = {id(act.row) for act in self.acted}, self.unit.before
        changed = {id(row): row for row in self.seen if type(row).audited and (row.changes() or id(row) in before)}
        updates = [
            RowChanged("Update", row, before.get(n, row.stored_values)) for n, row in changed.items() if n not in known
        ]
        return [*self.acted, *updates]

    @property
    def changed(self) -> bool:
        """Has this caller written anything, or changed a row?"""
        return self.wrote or any(row.changes() for row in self.seen)

    def _acted(self, action: str, row: Record) -> None:
        if type(row).audited:
            self.acted.append(RowChanged(action, row, row.stored_values))

    def _place(self, row: Record) -> None:
        values = row.__dict__
        if isinstance(row, Stamped):
            values.setdefault("creation_time", self.now)
        if isinstance(row, InTenant):
            values.setdefault("tenant_id", self.tenant_id)
        if isinstance(row, InFolder):
            values.setdefault("folder_id", self.folder_id)

    async def _ask(self, ask: Ask) -> Any:
        return (await ask.answer(self.unit, [ask]))[0] if self.unit.alone else await ask


def _by_key(record: type[E], locks: bool) -> Callable[[Context, Any], Bound[E]]:
    def by_key(ctx: Context, key: Any) -> sa.Select[E]:
        rows = ctx.select(record).where(record.id == key)
        return rows.with_for_update() if locks else rows

    by_key.__annotations__["key"] = record.table.c.id.type.python_type
    _BY_KEY[record, locks] = found = prepared(by_key)
    return found
