"""What names stand for: rows of tables, their columns, and the ways from one to others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from podium.kernel.entity import Entity, Field, InTenant, Navigation
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.syntax import Name
from podium.odata.expression.types import KINDS, Type, Value


@dataclass
class Level:
    """One SELECT: the table it is from, and those joined to it by to-one navigations.

    They are outer joins: what a path leads to may be missing, and then is null. PostgreSQL makes them inner
    ones where the condition allows it, so it can start at either end; a subquery for each row could not.
    """

    table: sa.FromClause
    joined: dict[tuple[sa.FromClause, str], "Row"] = field(default_factory=dict)
    joins: list[tuple[sa.FromClause, Any]] = field(default_factory=list)

    def source(self) -> sa.FromClause:
        source = self.table
        for table, condition in self.joins:
            source = source.outerjoin(table, condition)
        return source


@dataclass
class Row:
    """A row that names can be looked up in; ``optional`` if it may be missing."""

    entity: type[Entity]
    table: sa.FromClause
    level: Level
    optional: bool = False

    def column(self, found: Field, name: Name) -> Value:
        if found.value is not None:
            raise Mistake(f"The property '{found.name}' cannot be used in a query option.", name.at)
        kind: Any = found.kind
        enum = kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None
        typed = Type.ENUM if enum else KINDS.get(kind, Type.UNTYPED)
        return Value(self.table.c[found.attribute], typed, found.nullable or self.optional, enum)

    def key(self) -> Value:
        """Something that is null only where there is no row."""
        return Value(self.table.c.id, Type.UNTYPED, self.optional)

    def one(self, way: Navigation) -> "Row":
        """The row that a to-one navigation leads to."""
        known = self.level.joined.get((self.table, way.name))
        if known is None:
            table = way.target().table.alias()
            known = self.level.joined[self.table, way.name] = Row(way.target(), table, self.level, optional=True)
            self.level.joins.append((table, self.link(way, table)))
        return known

    def many(self, way: Navigation) -> "Rows":
        """The rows that a to-many navigation leads to."""
        table = way.target().table.alias()
        return Rows(Row(way.target(), table, Level(table)), self.link(way, table))

    def link(self, way: Navigation, table: sa.FromClause) -> Any:
        link = table.c[way.remote] == self.table.c[way.local]
        if issubclass(self.entity, InTenant) and issubclass(way.target(), InTenant):
            return sa.and_(table.c.tenant_id == self.table.c.tenant_id, link)
        return link


@dataclass
class Rows:
    """The rows of a collection: each of them as ``row``, those meant by ``condition``."""

    row: Row
    condition: Any

    def select(self, what: Any, *conditions: Any) -> sa.Select[Any]:
        level = self.row.level
        found = sa.select(what).select_from(level.source()).where(self.condition, *conditions)
        return found.correlate_except(level.table, *(table for table, _ in level.joins))

    def exists(self, *conditions: Any) -> Any:
        return sa.exists(self.select(sa.literal_column("1"), *conditions))


@dataclass(frozen=True)
class Scope:
    """Where names are looked up: ``row`` for those without a path, ``variables`` first."""

    row: Row
    variables: Mapping[str, Row] = field(default_factory=dict)

    def within(self, variable: str, row: Row) -> "Scope":
        return Scope(self.row, {**self.variables, variable: row})


_members: dict[type[Entity], dict[str, Field | Navigation]] = {}


def member(entity: type[Entity], name: str, at: int) -> Field | Navigation:
    """Look up a property or a navigation; names may be in any case."""
    if entity not in _members:
        every: dict[str, Field | Navigation] = {**entity.fields, **entity.navigations}
        _members[entity] = {name.lower(): one for name, one in every.items()}
    found = _members[entity].get(name.lower())
    if found is None:
        raise Mistake(f"Could not find a property named '{name}' on type '{entity.__name__}'.", at)
    return found


def is_type(entity: type[Entity], name: str) -> bool:
    """Does a qualified name mean this entity type?"""
    return name.rpartition(".")[2].lower().removesuffix("dto") == entity.__name__.lower()
