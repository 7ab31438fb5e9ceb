"""Compile what is asked of a list once for each shape: texts that differ in their values share the SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from podium.kernel.entity import Entity, Field
from podium.odata.expression.arguments import Argument, Arguments
from podium.odata.expression.comparison import ordinal
from podium.odata.expression.compiler import Compiler
from podium.odata.expression.mistakes import Blame, Mistake
from podium.odata.expression.parser import parse, parse_orderings
from podium.odata.expression.recent import Recent
from podium.odata.expression.scope import Level, Row, Scope
from podium.odata.expression.syntax import Node, Ordering
from podium.odata.expression.tokens import Token, cut, tokens
from podium.odata.expression.types import Type, Value

LONGEST = 32_768
"""Characters of a text; a longer one is not read."""
SHAPES = 2_000
FILTER, ORDERBY = "$filter", "$orderby"


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an option: ``skeleton`` is all but the values of its ``literals``."""

    option: str
    text: str
    skeleton: str
    literals: list[Token]

    @classmethod
    def of(cls, option: str, text: str) -> "Source":
        """Read a text; that of an alias comes under its name, which begins with ``@``."""
        with Blame(option, text):
            if len(text) > LONGEST or "\0" in text:
                raise Mistake(f"No more than {LONGEST} characters, and none of them U+0000, can be read.")
            return cls(option, text, *cut(text))

    @property
    def tokens(self) -> list[Token]:
        return tokens(self.text)

    @property
    def blame(self) -> Blame:
        return Blame(self.option, self.text)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Something rows are ordered by; ``field`` is that of the row which holds it, if one does."""

    value: Value
    descending: bool = False
    field: Field | None = None

    @property
    def sql(self) -> Any:
        return ordinal(self.value)

    def order(self, sql: Any) -> Any:
        """An item of ORDER BY in this direction: null is below everything else, as in OData."""
        order = sql.desc() if self.descending else sql.asc()
        if not self.value.nullable:
            return order
        return order.nulls_last() if self.descending else order.nulls_first()


@dataclass(frozen=True, eq=False)
class Asked:
    """A filter and an order, compiled for any statement whose rows are those of ``level``.

    ``arguments`` come by name, each with the number of the source it is from; ``constants`` are the literals that
    stand in the SQL as they are.
    """

    level: Level
    condition: Any
    orderings: tuple[Sorted, ...]
    arguments: Mapping[str, tuple[Argument, int]]
    constants: tuple[int, ...]

    def values(self, sources: Sequence[Source]) -> dict[str, Any]:
        """The arguments of the statement for texts of this shape."""
        literals = [literal for source in sources for literal in source.literals]
        values = {}
        for name, (argument, origin) in self.arguments.items():
            with sources[origin].blame:
                values[name] = argument.value(literals)
        return values


_Key = tuple[Any, ...]
_constants: Recent[_Key, tuple[int, ...]] = Recent(SHAPES)
_compiled: Recent[_Key, Asked] = Recent(SHAPES)


def asked(entity: type[Entity], sources: Sequence[Source], variables: tuple[str, ...] = ("$it", "$this")) -> Asked:
    """Compile a filter, an order and the aliases they use, or find what was compiled for the same shape."""
    shape = (entity, variables, *[(source.option, source.skeleton) for source in sources])
    constants = _constants.get(shape)
    if constants is not None:
        found = _compiled.get((shape, *_texts(sources, constants)))
        if found is not None:
            return found
    made = _made(entity, sources, variables)
    _constants.keep(shape, made.constants)
    return _compiled.keep((shape, *_texts(sources, made.constants)), made)


def _texts(sources: Sequence[Source], slots: tuple[int, ...]) -> list[str]:
    literals = [literal for source in sources for literal in source.literals] if slots else []
    return [literals[slot].text for slot in slots]


def _made(entity: type[Entity], sources: Sequence[Source], variables: tuple[str, ...]) -> Asked:
    """Parse and compile all sources together: they share joins and arguments."""
    level, arguments = Level(entity.table), Arguments()
    row = Row(entity, entity.table, level)
    firsts = dict(zip((source.option for source in sources), _firsts(sources), strict=False))
    aliases = {source.option: _alias(source, firsts[source.option]) for source in sources if source.option[0] == "@"}
    compiler = Compiler(Scope(row, dict.fromkeys(variables, row)), arguments, aliases)
    condition, orderings = None, []
    for source in sources:
        with source.blame:
            if source.option == FILTER:
                condition = compiler.condition(parse(source.tokens, firsts[FILTER]))
            elif source.option == ORDERBY:
                parsed = parse_orderings(source.tokens, firsts[ORDERBY])
                orderings = [_sorted(compiler, ordering) for ordering in parsed]
    used = _names([condition, *(ordering.value.sql for ordering in orderings)])
    origins = [number for number, source in enumerate(sources) for _ in source.literals]
    found = {name: (a, origins[a.slots[0]]) for name, a in arguments.found.items() if name in used}
    return Asked(level, condition, tuple(orderings), found, tuple(sorted(arguments.constants)))


def _firsts(sources: Sequence[Source]) -> Iterator[int]:
    """Yield the slot of each source's first literal."""
    return accumulate((len(source.literals) for source in sources[:-1]), initial=0)


def _alias(source: Source, first_slot: int) -> Node:
    with source.blame:
        other = next((token for token in source.tokens if token.kind == "name" and token.text[0] == "@"), None)
        if other:
            raise Mistake("An alias cannot stand for another.", other.at)
        return parse(source.tokens, first_slot)


def _sorted(compiler: Compiler, ordering: Ordering) -> Sorted:
    node = ordering.value
    value = compiler.value(node)
    if value.type is Type.UNTYPED or not _columns(value.sql):
        raise Mistake("Rows cannot be ordered by this.", node.at)
    return Sorted(value, ordering.descending, _field_of(compiler.scope.row, value.sql))


def _field_of(row: Row, sql: Any) -> Field | None:
    own = isinstance(sql, sa.Column) and sql.table is row.table
    return next((f for f in row.entity.fields.values() if f.attribute == sql.key), None) if own else None


def _names(conditions: list[Any]) -> set[str]:
    """The arguments that SQL has."""
    parts = [part for sql in conditions if sql is not None for part in visitors.iterate(sql)]
    return {part.key for part in parts if isinstance(part, sa.BindParameter)}


def _columns(sql: Any) -> list[Any]:
    return [part for part in visitors.iterate(sql) if isinstance(part, sa.Column)]
