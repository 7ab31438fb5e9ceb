"""``$select`` and ``$expand``: which members of rows are shown, and the rows they lead to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Contained, Entity, InTenant, Navigation
from podium.kernel.statements import Bound, Shape, fixed
from podium.odata.cursor import keys
from podium.odata.expression.mistakes import Blame, Mistake
from podium.odata.expression.recent import Recent
from podium.odata.expression.scope import member
from podium.odata.expression.shapes import Asked, asked
from podium.odata.options import Options, Wanted
from podium.odata.wire import NOTHING, Shown

MOST = 1000
"""Rows that a to-many navigation shows of each row."""
KEPT = 500
OF_ONE = ("select", "expand", "aliases")
OF_MANY = (*OF_ONE, "filter", "orderby", "top", "skip")


async def shown(ctx: Context, entity: type[Entity], rows: Sequence[Entity], options: Options) -> list[Shown]:
    """The rows with the members that were asked for. Each navigation is one statement, however many rows there are."""
    await ctx.complete(rows)
    select = selected(entity, options.select)
    ways = [_way(entity, wanted) for wanted in options.expand]
    followed = {
        way: await _follow(ctx, way, rows, wanted.options) for way, wanted in zip(ways, options.expand, strict=True)
    }
    return [Shown(row, select, {way.name: _of(row, way, found) for way, found in followed.items()}) for row in rows]


def selected(entity: type[Entity], select: Sequence[Wanted]) -> frozenset[str]:
    """The names of the members to show; none stands for all."""
    found = set()
    for wanted in select:
        if wanted.path == ("*",):
            return NOTHING
        with Blame("$select", wanted.name):
            found.add(member(entity, wanted.name, 0).name)
    return frozenset(found)


def _way(entity: type[Entity], wanted: Wanted) -> Navigation | Contained:
    with Blame("$expand", wanted.name):
        way = member(entity, wanted.name, 0)
        if not isinstance(way, Navigation | Contained):
            raise Mistake(f"'{way.name}' is no navigation property: it cannot be expanded.")
        allowed = NOTHING if isinstance(way, Contained) else OF_MANY if way.many else OF_ONE
        for name, value in vars(wanted.options).items():
            if name not in allowed and value:
                raise Mistake(f"'${name}' cannot be asked of '{way.name}'.")
    return way


async def _follow(
    ctx: Context, way: Navigation | Contained, rows: Sequence[Entity], options: Options
) -> Mapping[Any, list[Shown]]:
    """What a navigation leads to from the rows, by the value that links it to them."""
    if isinstance(way, Contained):
        return {}
    target, found = way.target(), defaultdict[Any, list[Shown]](list)
    wanted = asked(target, options.sources, ("$this",))
    links = dict.fromkeys(getattr(row, way.local) for row in rows)
    links.pop(None, None)
    if links:
        values = {
            "tenant_id": ctx.tenant_id,
            "now": ctx.now,
            "links": tuple(links),
            "most": MOST if options.top is None else min(options.top, MOST),
            "skipped": options.skip,
            **wanted.values(options.sources),
        }
        shape = _shape(way, wanted)
        bound = Bound(shape, tuple([values[name] for name in shape.one.names]))
        for one in await shown(ctx, target, await ctx.all(bound), options):
            found[getattr(one.row, way.remote)].append(one)
    return found


def _of(row: Entity, way: Navigation | Contained, found: Mapping[Any, list[Shown]]) -> Any:
    if isinstance(way, Contained):
        return way.value(row) if way.value else None
    linked = found.get(getattr(row, way.local), [])
    return linked if way.many else next(iter(linked), None)


_shapes: Recent[tuple[Navigation, int], tuple[Asked, Shape[Any]]] = Recent(KEPT)


def _shape(way: Navigation, wanted: Asked) -> Shape[Any]:
    make = _many if way.many else _one
    _, shape = _shapes.made((way, id(wanted)), lambda: (wanted, fixed(make(way, wanted), way.target())))
    return shape


def _one(way: Navigation, wanted: Asked) -> sa.Select[Any]:
    return _rows(way, wanted).where(way.target().table.c[way.remote] == sa.any_(_links(way)))


def _many(way: Navigation, wanted: Asked) -> sa.Select[Any]:
    """The first rows for each link. A lateral join is done link by link, so the rows of one stay in order."""
    target = way.target()
    most, skipped = (sa.bindparam(name, type_=sa.BigInteger(), required=True) for name in ("most", "skipped"))
    link = sa.func.unnest(_links(way)).table_valued("link", name="links").render_derived()
    rows = _rows(way, wanted).where(target.table.c[way.remote] == link.c.link)
    rows = rows.order_by(*(key.order(key.sql) for key in keys(target, wanted))).limit(most).offset(skipped)
    each = rows.lateral("each")
    return sa.select(*each.c).select_from(link.join(each, sa.true()))


def _rows(way: Navigation, wanted: Asked) -> sa.Select[Any]:
    """The rows of the tenant that meet the condition; folders do not matter to what a row leads to."""
    target = way.target()
    rows = sa.select(target.table)
    for table, condition in wanted.level.joins:
        rows = rows.outerjoin(table, condition)
    if issubclass(target, InTenant):
        rows = rows.where(target.table.c.tenant_id == sa.bindparam("tenant_id", type_=sa.BigInteger(), required=True))
    return rows if wanted.condition is None else rows.where(wanted.condition)


def _links(way: Navigation) -> Any:
    """The links as an argument. As TEXT, texts are not cut to the length of the column."""
    kind = way.target().table.c[way.remote].type
    array = sa.ARRAY(sa.Text() if isinstance(kind, sa.String) else kind)
    return sa.bindparam("links", type_=array, required=True)
