"""A page of a list: filtered, counted, ordered and cut."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.statements import Bound, Shape, opened
from podium.odata import cursor
from podium.odata.expand import shown
from podium.odata.expression.mistakes import BadQuery
from podium.odata.expression.shapes import asked
from podium.odata.listing import COUNTED, Listing, listing
from podium.odata.options import Options
from podium.odata.wire import Shown

MOST = 1000
"""Rows of a page, where the operation does not say otherwise."""
FAR = 1000
"""A page that begins so far from the first row has its rows looked up late."""
LIST_ONLY = frozenset(("$filter", "$orderby", "$top", "$skip", "$count", "$skiptoken"))
PLACES = frozenset(("$top", "$skip", "$skiptoken"))


@dataclass(frozen=True)
class Page:
    """``total`` is None where nobody asked and counting would take long; ``next`` is the query of the next page."""

    rows: list[Shown]
    total: int | None
    next: dict[str, str] | None


async def page(ctx: Context, rows: Bound[Any] | sa.Select[Any], options: Options, most: int = MOST) -> Page:
    """Filter, count, order and cut ``rows``; fetch those that remain, and what is to be expanded of them."""
    base = rows if isinstance(rows, Bound) else opened(rows)
    wanted = asked(base.shape.record, options.sources)
    values = {**base.values, "now": ctx.now, **wanted.values(options.sources)}
    reader = Reader(ctx, listing(base.shape, wanted), options, most, values)
    found = await reader.rows()
    total = await reader.total(len(found))
    cut = await shown(ctx, base.shape.record, found[: reader.size], options)
    return Page(cut, total, reader.next(found))


async def expanded(ctx: Context, row: Entity, options: Options) -> Shown:
    """One row as ``$select`` and ``$expand`` ask for it."""
    for name in options.query:
        if name.lower() in LIST_ONLY:
            raise BadQuery(f"'{name}' can be asked of lists only.", field=name)
    (one,) = await shown(ctx, type(row), [row], options)
    return one


@dataclass(frozen=True)
class Reader:
    """Reads one page. If more rows than asked for may follow, one more than the page has is read."""

    ctx: Context
    listing: Listing
    options: Options
    most: int
    values: dict[str, Any]

    @cached_property
    def size(self) -> int:
        return self.most if self.options.top is None else min(self.options.top, self.most)

    @cached_property
    def limit(self) -> int:
        return self.size if self.options.top == self.size else self.size + 1

    @cached_property
    def skip(self) -> int:
        return 0 if self.options.skiptoken else self.options.skip

    async def rows(self) -> list[Entity]:
        if self.size == 0:
            return []
        places = {"page_limit": self.limit, "page_offset": self.skip}
        if self.options.skiptoken:
            behind = self._behind()
            shape = self.listing.rows_after(tuple(value is None for value in behind))
            places |= {f"after_{number}": value for number, value in enumerate(behind)}
        elif self.skip > FAR and self.listing.ordered:
            shape = self.listing.late_rows()
        else:
            shape = self.listing.rows()
        return await self.ctx.all(self._bound(shape, places))

    async def total(self, found: int) -> int | None:
        """How many rows there are on all pages; told by the page itself where it is the last."""
        if self.options.count is False:
            return None
        if not self.options.skiptoken and found < self.limit and (found or not self.skip) and self.size:
            return self.skip + found
        shape = self.listing.total() if self.options.count else self.listing.total_up_to(COUNTED)
        ((count,),) = await self.ctx.values(self._bound(shape, {}))
        return count if self.options.count or count <= COUNTED else None

    def next(self, found: list[Entity]) -> dict[str, str] | None:
        """The query of the next page: from where this one ends if the order allows it, else by number."""
        if len(found) <= self.size:
            return None
        query = {name: text for name, text in self.options.query.items() if name.lower() not in PLACES}
        if self.options.top is not None:
            query["$top"] = str(self.options.top - self.size)
        if self.listing.has_places:
            return query | {"$skiptoken": cursor.token(self.listing.order, found[self.size - 1], self._orderby)}
        return query | {"$skip": str(self.skip + self.size)}

    def _behind(self) -> tuple[Any, ...]:
        if not self.listing.has_places:
            raise BadQuery("Pages in this order have no tokens.", field="$skiptoken")
        return cursor.place(self.listing.order, self.options.skiptoken, self._orderby)

    @property
    def _orderby(self) -> str:
        return self.options.orderby.text if self.options.orderby else ""

    def _bound(self, shape: Shape[Any], places: dict[str, Any]) -> Bound[Any]:
        values = self.values | places
        return Bound(shape, tuple([values[name] for name in shape.one.names]))
