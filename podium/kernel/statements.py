"""Queries: built with SQLAlchemy Core, compiled once for each shape, run by asyncpg."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, update_wrapper
from inspect import signature
from itertools import product
from types import NoneType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg, PGDialect_asyncpg
from sqlalchemy.sql import visitors

from podium.kernel.entity import TYPES, Record

if TYPE_CHECKING:
    from podium.kernel.context import Context

P = ParamSpec("P")
R = TypeVar("R", bound=Record)
PLACE: dict[str, Any] = {"tenant_id": int, "folder_id": int | None, "now": datetime}


class _Constants(PGCompiler_asyncpg):
    """Arguments become ``$1``, values written in the code become literals, so that partial indexes are found."""

    def visit_bindparam(self, bindparam: sa.BindParameter[Any], *how: Any, **named: Any) -> Any:
        if not bindparam.required:
            named["literal_binds"] = True
        return super().visit_bindparam(bindparam, *how, **named)  # type: ignore[no-untyped-call]


OPEN, CONSTANT = (PGDialect_asyncpg() for _ in range(2))  # type: ignore[no-untyped-call]
CONSTANT.statement_compiler = _Constants


class Sql(NamedTuple):
    """A compiled statement and the names of its arguments, in order."""

    text: str
    names: tuple[str, ...]


def compiled(statement: sa.ClauseElement) -> Sql:
    made: Any = statement.compile(dialect=CONSTANT)
    return Sql(str(made), tuple(made.positiontup or ()))


@dataclass
class Shape(Generic[R]):
    """A statement for one combination of absent arguments: for one call, and for many at once."""

    build: Callable[[Callable[[str], Any]], sa.Select[R]]
    types: dict[str, Any]
    one: Sql
    record: type[R]
    locks: bool
    reads: frozenset[type[Record]]
    picks: tuple[int, ...] = ()
    passing: bool = False
    """Made for a call, or for as long as it is asked for often: nothing is remembered under it."""

    @cached_property
    def statement(self) -> sa.Select[R]:
        return self.build(lambda name: sa.bindparam(name, type_=self.types[name], required=True))

    @cached_property
    def take(self) -> Sql:
        """The first rows of the statement but for some keys: arguments, those keys, how many."""
        key: Any = next(iter(self.record.table.primary_key))
        others = key != sa.all_(sa.bindparam("taken", type_=sa.ARRAY(key.type), required=True))
        count = sa.bindparam("count", type_=sa.BigInteger(), required=True)
        sql = compiled(self.statement.where(others).limit(count))
        return arranged(sql, (*self.one.names, "taken", "count"))

    @cached_property
    def many(self) -> Sql:
        """The same statement for rows of arguments: each result row says in ``n`` whose it is."""
        given = unnested({name: self.types[name] for name in self.one.names})
        each = self.build(given.c.get).lateral("each")
        return compiled(sa.select(given.c.n, *each.c).select_from(given.join(each, sa.true())).order_by(given.c.n))

    @cached_property
    def remembered(self) -> bool:
        """May its rows be kept in memory? Not if they depend on the moment or are locked."""
        lasting = not self.passing and not self.locks and "now" not in self.one.names
        return lasting and all(record.remembered for record in self.reads)

    @cached_property
    def groupable(self) -> bool:
        """Can it be asked for many at once? Arrays of arrays cannot."""
        return not any(isinstance(self.types.get(name), sa.ARRAY) for name in self.one.names)


class Bound(NamedTuple, Generic[R]):
    """A statement with its arguments: what ``ctx.first`` and ``ctx.all`` run, and what a list operation may refine."""

    shape: Shape[R]
    arguments: tuple[Any, ...]

    @property
    def values(self) -> dict[str, Any]:
        return dict(zip(self.shape.one.names, self.arguments, strict=True))

    def select(self) -> sa.Select[R]:
        values = self.values
        return self.shape.build(lambda name: sa.bindparam(name, values.get(name), self.shape.types[name]))


class Shapes(Generic[R]):
    """The shapes of one prepared function, made as they are wanted."""

    def __init__(self, build: Callable[..., sa.Select[R]]) -> None:
        own = list(signature(build).parameters)[1:]
        if PLACE.keys() & set(own):
            raise TypeError(f"{build.__name__}: an argument has the name of something the context gives.")
        hints = get_type_hints(build, localns={"Context": object})
        self.build, self.names = build, (*PLACE, *own)
        self.annotations = {name: PLACE.get(name) or hints[name] for name in self.names}
        self.types = {name: column_type(annotation) for name, annotation in self.annotations.items()}
        self.made: dict[tuple[bool, ...], Shape[R]] = {}

    def of(self, absent: tuple[bool, ...], context: type["Context"]) -> Shape[R]:
        """The shape in which these arguments are None."""
        return self.made.get(absent) or self.made.setdefault(absent, self._make(absent, context))

    def every(self, context: type["Context"]) -> Iterator[Shape[R]]:
        optional = [NoneType in get_args(self.annotations[name]) for name in self.names]
        for absent in product(*[(False, True) if may else (False,) for may in optional]):
            yield self.of(absent, context)

    def _make(self, absent: tuple[bool, ...], context: type["Context"]) -> Shape[R]:
        present = {name for name, none in zip(self.names, absent, strict=True) if not none}

        def with_(placeholder: Callable[[str], Any]) -> sa.Select[R]:
            given: list[Any] = [placeholder(n) if n in present else None for n in self.names]
            tenant_id, folder_id, now = given[: len(PLACE)]
            nothing: Any = None
            ctx = context(nothing, now, nothing, tenant_id, folder_id)
            return self.build(ctx, *given[len(PLACE) :])

        return shape_of(with_, self.types, self.names)


PREPARED: list[Shapes[Any]] = []
"""Those of every prepared function: all of them are checked against the database."""


def prepared(build: Callable[Concatenate["Context", P], sa.Select[R]]) -> Callable[Concatenate["Context", P], Bound[R]]:
    """Make a function that builds a statement build it once for each shape.

    The function is called with placeholders for the context's place and moment and for its arguments;
    an argument that is None stays None, so ``if reference is not None`` works. That set of Nones is the shape.
    It may branch on nothing else.
    """
    shapes = Shapes(build)
    names = shapes.names

    def call(ctx: "Context", /, *args: P.args, **named: P.kwargs) -> Bound[R]:
        values: tuple[Any, ...] = (ctx.tenant_id, ctx.folder_id, ctx.now, *args)
        if named:
            values += tuple(named[name] for name in names[len(values) :])
        shape = shapes.of(tuple([value is None for value in values]), type(ctx))
        return Bound(shape, tuple([values[i] for i in shape.picks]))

    PREPARED.append(shapes)
    update_wrapper(call, build)
    return call


def shape_of(build: Any, types: dict[str, Any], names: tuple[str, ...]) -> Shape[Any]:
    statement: sa.Select[Any] = build(lambda name: sa.bindparam(name, type_=types[name], required=True))
    one = compiled(statement)
    return Shape(build, types, one, *_facts(statement), tuple(names.index(n) for n in one.names))


def adhoc(statement: sa.Select[Any]) -> Bound[Any]:
    """A statement built for one call, as list operations do: its values are arguments."""
    made: Any = statement.compile(dialect=OPEN, compile_kwargs={"render_postcompile": True})
    sql = Sql(str(made), tuple(made.positiontup or ()))
    shape = Shape(lambda _: statement, {}, sql, *_facts(statement), passing=True)
    return Bound(shape, tuple(made.params[name] for name in sql.names))


def fixed(statement: sa.Select[Any], record: Any = None) -> Shape[Any]:
    """The shape of a statement whose arguments are placeholders already; ``record`` where it does not tell itself."""
    told, locks, reads = _facts(statement)
    return Shape(lambda _: statement, {}, compiled(statement), record or told, locks, reads, passing=True)


def opened(statement: sa.Select[R]) -> Bound[R]:
    """A statement built for one call as one with placeholders, to be refined further."""
    values: dict[str, Any] = {}

    def placeholder(element: Any, **_: Any) -> Any:
        if not isinstance(element, sa.BindParameter) or element.expanding:
            return None
        name = f"given_{len(values)}"
        values[name] = element.value
        return sa.bindparam(name, type_=element.type, required=True)

    open_: Any = visitors.replacement_traverse(statement, {}, placeholder)
    shape = fixed(open_)
    return Bound(shape, tuple(values[name] for name in shape.one.names))


def _facts(statement: sa.Select[Any]) -> tuple[Any, bool, frozenset[type[Record]]]:
    """Whose rows it gives, whether it locks them, and what it reads."""
    first: list[Any] = [*statement.columns_clause_froms, None]
    reads = frozenset(t.info["record"] for t in visitors.iterate(statement) if isinstance(t, sa.Table))
    return getattr(first[0], "info", {}).get("record"), statement._for_update_arg is not None, reads


def column_type(kind: Any) -> sa.types.TypeEngine[Any]:
    plain = next((a for a in get_args(kind) if a is not NoneType), kind) if NoneType in get_args(kind) else kind
    if getattr(plain, "__origin__", None) in (list, tuple):
        return sa.ARRAY(column_type(get_args(plain)[0]))
    return TYPES[plain] if plain in TYPES else TYPES[str]


def unnested(types: dict[str, sa.types.TypeEngine[Any]]) -> sa.TableValuedAlias:
    """Arrays of arguments as a table with one row for each caller, numbered from 1 in ``n``."""
    arrays = [sa.bindparam(name, type_=sa.ARRAY(kind), required=True) for name, kind in types.items()]
    columns = [sa.column(name, kind) for name, kind in types.items()]
    return sa.func.unnest(*arrays).table_valued(*columns, with_ordinality="n", name="given").render_derived()


def arranged(sql: Sql, names: tuple[str, ...]) -> Sql:
    """The same statement with its ``$n`` renumbered to take arguments in this order."""
    places = {str(old): names.index(name) + 1 for old, name in enumerate(sql.names, 1)}
    return Sql(re.sub(r"\$(\d+)", lambda found: f"${places[found[1]]}", sql.text), names)


def columns_of(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
