"""The statements of a page, made once for each shape of what is asked."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from podium.kernel.entity import Entity
from podium.kernel.statements import Shape, fixed
from podium.odata.cursor import after, keys
from podium.odata.expression.recent import Recent
from podium.odata.expression.shapes import Asked

COUNTED = 10_000
"""So many rows are counted where nobody asked for their number."""
KEPT = 2_000


class Listing:
    """What is asked of the rows of a statement, with the statements that answer it.

    Its places are arguments: ``page_limit``, ``page_offset``, and those of ``cursor.after``.
    """

    def __init__(self, base: Shape[Any], asked: Asked) -> None:
        self.base, self.asked = base, asked
        self.entity: type[Entity] = base.record
        self.statement = _plain(base.statement, self.entity.table)
        self.ordered = bool(asked.orderings) or not self.statement._order_by_clauses
        """Is the order known here? Otherwise it is the statement's own."""
        self.order = keys(self.entity, asked)
        self._shapes: dict[Any, Shape[Any]] = {}

    @property
    def has_places(self) -> bool:
        """Can the place of a row in the order be told from the row alone?"""
        return self.ordered and all(key.field for key in self.order)

    def rows(self) -> Shape[Any]:
        return self._shape("rows", lambda: _cut(self._ordered(self._chosen)))

    def rows_after(self, nulls: tuple[bool, ...]) -> Shape[Any]:
        """The rows after a place; ``nulls`` tells which of its values are null."""
        return self._shape(nulls, lambda: _cut(self._ordered(self._chosen.where(after(self.order, nulls)))))

    def late_rows(self) -> Shape[Any]:
        """Rows far from the first: only their keys are sorted, the rest is looked up for those that are wanted."""
        return self._shape("late", self._late)

    def total(self) -> Shape[Any]:
        return self._shape("total", lambda: _count(self._keys))

    def total_up_to(self, most: int = COUNTED) -> Shape[Any]:
        """How many there are, but no more than one above ``most``."""
        return self._shape(most, lambda: _count(self._keys.limit(most + 1)))

    def _shape(self, key: Any, statement: Callable[[], sa.Select[Any]]) -> Shape[Any]:
        if key not in self._shapes:
            self._shapes[key] = fixed(statement(), self.entity)
        return self._shapes[key]

    @cached_property
    def _chosen(self) -> sa.Select[Any]:
        chosen = self.statement
        for table, condition in self.asked.level.joins:
            chosen = chosen.outerjoin(table, condition)
        return chosen if self.asked.condition is None else chosen.where(self.asked.condition)

    @property
    def _keys(self) -> sa.Select[Any]:
        return self._chosen.order_by(None).with_only_columns(self.entity.table.c.id)

    def _ordered(self, rows: sa.Select[Any]) -> sa.Select[Any]:
        if not self.ordered:
            return rows.order_by(self.entity.table.c.id)
        return rows.order_by(None).order_by(*(key.order(key.sql) for key in self.order))

    def _late(self) -> sa.Select[Any]:
        """The values that are sorted by come along, so that the few rows can be put in order again."""
        table = self.entity.table
        sorts = [key.sql.label(f"sort_{number}") for number, key in enumerate(self.order)]
        keys_only = self._chosen.with_only_columns(table.c.id.label("key"), *sorts)
        found = _cut(self._ordered(keys_only)).subquery()
        order = [key.order(found.c[sort.name]) for key, sort in zip(self.order, sorts, strict=True)]
        return sa.select(table).join(found, table.c.id == found.c.key).order_by(*order)


_listings: Recent[tuple[int, int], Listing] = Recent(KEPT)


def listing(base: Shape[Any], asked: Asked) -> Listing:
    """What was made for the same statement and the same question, or made now."""
    if base.passing:
        return Listing(base, asked)
    return _listings.made((id(base), id(asked)), lambda: Listing(base, asked))


def _plain(statement: sa.Select[Any], table: sa.Table) -> sa.Select[Any]:
    """A statement that can be narrowed further: one that is cut or grouped already becomes a list of keys."""
    cut = statement._limit_clause is not None or statement._offset_clause is not None
    if not cut and not statement._distinct and not statement._group_by_clauses:
        return statement
    return sa.select(table).where(table.c.id.in_(statement.with_only_columns(table.c.id)))


def _cut(rows: sa.Select[Any]) -> sa.Select[Any]:
    limit, offset = (sa.bindparam(f"page_{end}", type_=sa.BigInteger(), required=True) for end in ("limit", "offset"))
    return rows.limit(limit).offset(offset)


def _count(keys: sa.Select[Any]) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(keys.subquery())
