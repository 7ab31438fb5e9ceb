"""Tables whose rows lie in partitions by time: parts are made ahead, and what is old goes with its part."""

from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from podium.kernel.entity import METADATA, Record
from podium.kernel.statements import Sql
from podium.kernel.unit import Ask, Unit

PARTS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = $1::text::regclass"


class Part(NamedTuple):
    """The rows of the days from ``since`` to ``until``, which is the first day of the next part."""

    since: date
    until: date

    def name(self, table: str) -> str:
        return f"{table}_{self.since:%Y%m%d}_{self.until:%Y%m%d}"


def others(table: sa.Table) -> str:
    """The name of the part with the rows of all days that have none."""
    return f"{table.name}_others"


def foundations() -> list[str]:
    """The statements that give each parted table a place for its first rows; they may be run again."""
    parted = [table for table in METADATA.sorted_tables if table.info["record"].parted]
    return [f"CREATE TABLE IF NOT EXISTS {others(table)} PARTITION OF {table.name} DEFAULT" for table in parted]


class _OfParts(Ask):
    """Something to be done with the parts of one table."""

    def __init__(self, record: type[Record]) -> None:
        self.record, self.kind = record, (type(self), id(self))


class Parts(_OfParts):
    """The parts that a table has, the oldest first."""

    async def answer(self, unit: Unit, asks: list["Parts"]) -> list[list[Part]]:
        table = self.record.table.name
        names = [name for (name,) in await unit.run(Sql(PARTS, ("table",)), (table,), locks=False)]
        days = [name.removeprefix(f"{table}_").split("_") for name in names if name != others(self.record.table)]
        return [sorted(Part(*map(date.fromisoformat, pair)) for pair in days)]


class AddPart(_OfParts):
    """Make a part. Rows of its days that came before it was there move into it.

    It is filled before it is attached, so that those who read or write other parts need not wait.
    """

    def __init__(self, record: type[Record], part: Part) -> None:
        super().__init__(record)
        self.part = part

    async def answer(self, unit: Unit, asks: list["AddPart"]) -> list[None]:
        table, name = self.record.table, self.part.name(self.record.table.name)
        since, until = (f"'{day} 00:00:00+00'" for day in self.part)
        its = f"{self.record.parted} >= {since} AND {self.record.parted} < {until}"
        moved = f"DELETE FROM {others(table)} WHERE {its} RETURNING *"
        await _change(unit, f"CREATE TABLE {name} (LIKE {table.name} INCLUDING DEFAULTS)")
        await _change(unit, f"WITH moved AS ({moved}) INSERT INTO {name} SELECT * FROM moved")
        await _change(unit, f"ALTER TABLE {table.name} ATTACH PARTITION {name} FOR VALUES FROM ({since}) TO ({until})")
        return [None]


class DropPart(_OfParts):
    """Drop a part with all of its rows."""

    def __init__(self, record: type[Record], part: Part) -> None:
        super().__init__(record)
        self.part = part

    async def answer(self, unit: Unit, asks: list["DropPart"]) -> list[None]:
        await _change(unit, f"DROP TABLE {self.part.name(self.record.table.name)}")
        return [None]


async def _change(unit: Unit, statement: str) -> Any:
    return await unit.run(Sql(statement, ()), (), locks=True)
