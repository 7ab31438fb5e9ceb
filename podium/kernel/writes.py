"""Set-based writes, and how all the writes of a unit of work become one statement."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from podium.kernel.entity import Record
from podium.kernel.statements import Sql, columns_of, compiled, unnested

VERSION = "row_version"
MANY = 16
"""So many new rows are worth a look at what they have in common."""
NOTHING: frozenset[str] = frozenset()
WAKE = "SELECT pg_notify('podium', notice) FROM unnest(${n}::text[]) AS notice"


class Write(NamedTuple):
    """Rows for a set-based statement. ``checked``: every one of them must be found as it was read."""

    sql: Sql
    arguments: Sequence[Any]
    rows: int
    checked: bool


def insert(record: type[Record], rows: list[Record]) -> Write:
    """New rows. What very many of them have in common is sent once."""
    names = _names(record.table, any("id" in row.__dict__ for row in rows))
    values = [row.__dict__ for row in rows]
    columns = {name: [row[name] for row in values] for name in names}
    many = len(rows) >= MANY and not record.summed
    shared = frozenset(name for name in names if _same(columns[name])) if many else NOTHING
    sql = _sums(record.table) if record.summed else _insert(record.table, names, record.once, shared)
    arguments = [columns[name][0] if name in shared else columns[name] for name in sql.names]
    return Write(sql, arguments, len(rows), checked=False)


def _same(column: list[Any]) -> bool:
    return column[0] is column[-1] and column.count(column[0]) == len(column)


@cache
def _names(table: sa.Table, keyed: bool) -> tuple[str, ...]:
    """The columns that a new row gives; without ``keyed`` the database numbers them."""
    return tuple([c.name for c in table.c if (keyed if c.identity else c.server_default is None)])


def update(record: type[Record], attributes: tuple[str, ...], rows: list[Record]) -> Write:
    sql = _update(record.table, attributes)
    values = [row.__dict__ for row in rows]
    return Write(sql, [[row[name] for row in values] for name in sql.names], len(rows), checked=True)


def delete(record: type[Record], rows: Iterable[Record]) -> Write:
    keys = sorted({row.identity() for row in rows})
    return Write(_delete(record.table), columns_of(keys), len(keys), checked=True)


def together(writes: Sequence[Write], notices: Sequence[str]) -> tuple[str, list[Any]]:
    """One statement for all, and its arguments: it is atomic by itself, so no transaction need be begun for it.

    It fails with a division by zero when a checked row is not as it was read: only an error keeps the
    other writes of the same statement from happening.
    """
    text = _together(tuple((write.sql, write.checked) for write in writes), bool(notices))
    arguments = [argument for write in writes for argument in write.arguments]
    arguments.append(sum(write.rows for write in writes if write.checked))
    return text, [*arguments, list(notices)] if notices else arguments


@cache
def _together(parts: tuple[tuple[Sql, bool], ...], notices: bool) -> str:
    clauses, found, used = [], ["0"], 0
    for number, (sql, checked) in enumerate(parts):
        text = _renumbered(sql.text, used)
        clauses.append(f"w{number} AS ({text}{' RETURNING 1' if checked else ''})")
        used += len(sql.names)
        if checked:
            found.append(f"(SELECT count(*) FROM w{number})")
    answer = f"SELECT 1 / (CASE WHEN {' + '.join(found)} = ${used + 1}::bigint THEN 1 ELSE 0 END)"
    if notices:
        clauses.append(f"told AS ({WAKE.format(n=used + 2)})")
        answer += ", (SELECT count(*) FROM told)"
    return f"WITH {', '.join(clauses)} {answer}" if clauses else answer


def _renumbered(text: str, used: int) -> str:
    """The statement's ``$1`` becomes the first that is not used yet."""
    return re.sub(r"\$(\d+)", lambda place: f"${int(place[1]) + used}", text)


def _given(columns: Iterable[sa.Column[Any]]) -> sa.TableValuedAlias:
    """Arrays for these columns."""
    return unnested({c.name: _uncut(c) for c in columns})


def _value(column: sa.Column[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(column.name, type_=_uncut(column), required=True)


def _uncut(column: sa.Column[Any]) -> sa.types.TypeEngine[Any]:
    """The type of a column, but texts of any length: a cast would cut them, the column refuses them."""
    return sa.Text() if isinstance(column.type, sa.String) else column.type


@cache
def _insert(table: sa.Table, names: tuple[str, ...], once: bool, shared: frozenset[str]) -> Sql:
    """Rows of values, some of them ``shared`` by all; with ``once`` those that are there stay."""
    given = _given(table.c[name] for name in names if name not in shared)
    values = [_value(table.c[name]) if name in shared else given.c[name] for name in names]
    rows = sa.select(*values).select_from(given).order_by(given.c.n)
    insert = postgresql.insert(table).from_select(names, rows)
    return compiled(insert.on_conflict_do_nothing() if once else insert)


@cache
def _sums(table: sa.Table) -> Sql:
    """Numbers by key, added up and to those that are there; of moments the last counts.

    Rows are met in the order of their keys.
    """
    names = _names(table, keyed=True)
    keys, numbers = ([name for name in names if table.c[name].primary_key is key] for key in (True, False))
    given = _given(table.c[name] for name in names)
    sums = [_total(table.c[name], given.c[name]) for name in numbers]
    rows = sa.select(*(given.c[name] for name in keys), *sums)
    ordered = rows.group_by(*(given.c[name] for name in keys)).order_by(*(given.c[name] for name in keys))
    insert = postgresql.insert(table).from_select([*keys, *numbers], ordered)
    added = {name: _sum(table.c[name], insert.excluded[name]) for name in numbers}
    return compiled(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=added))


def _total(column: sa.Column[Any], given: Any) -> Any:
    if isinstance(column.type, sa.DateTime):
        return sa.func.max(given)
    return sa.cast(sa.func.sum(given), column.type)


def _sum(column: sa.Column[Any], given: Any) -> Any:
    return sa.func.greatest(column, given) if isinstance(column.type, sa.DateTime) else column + given


@cache
def _update(table: sa.Table, attributes: tuple[str, ...]) -> Sql:
    """Some columns of rows, by key, where they are as they were read."""
    keys = [*table.primary_key, *([table.c[VERSION]] if VERSION in table.c else [])]
    given = _given([*keys, *(table.c[a] for a in attributes)])
    values: dict[str, Any] = {a: given.c[a] for a in attributes}
    if VERSION in table.c:
        values[VERSION] = table.c[VERSION] + 1
    return compiled(sa.update(table).values(values).where(*(k == given.c[k.name] for k in keys)))


@cache
def _delete(table: sa.Table) -> Sql:
    keys = list(table.primary_key)
    given = _given(keys)
    return compiled(sa.delete(table).where(*(k == given.c[k.name] for k in keys)))
