"""Give the names and operators of an expression their meaning for an entity, as SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from math import isnan
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import Grouping

from podium.kernel.entity import Field
from podium.odata.expression.arguments import Arguments
from podium.odata.expression.arithmetic import calculated, negated
from podium.odata.expression.casts import cast, is_of
from podium.odata.expression.comparison import agreed, compared
from podium.odata.expression.functions import called
from podium.odata.expression.membership import member_of
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.scope import Row, Rows, Scope, is_type, member
from podium.odata.expression.syntax import (
    Binary,
    Call,
    Case,
    Chosen,
    Count,
    Items,
    Literal,
    Name,
    Node,
    Quantified,
    Unary,
    Word,
    operands,
)
from podium.odata.expression.types import NULL, Type, Value

LOGIC = {"and": sa.and_, "or": sa.or_}
CONDITIONS = frozenset(("and", "or", "eq", "ne", "gt", "ge", "lt", "le", "has", "in"))


@dataclass(frozen=True)
class Compiler:
    """Compiles what stands in one scope. ``aliases`` are what names with ``@`` stand for."""

    scope: Scope
    arguments: Arguments
    aliases: Mapping[str, Node] = field(default_factory=dict)

    def condition(self, node: Node, *, exact: bool = False) -> Any:
        """SQL that is true where the condition holds.

        A comparison is never null in OData. Where null would be taken for false anyway, plain SQL comparisons do, as
        indexes serve them; below a ``not`` or inside another value (``exact``) they are made false.
        """
        if isinstance(node, Binary) and node.operator in LOGIC:
            parts = operands(node, node.operator)
            return LOGIC[node.operator](*(self.condition(part, exact=exact) for part in parts))
        if isinstance(node, Binary) and node.operator in CONDITIONS:
            return self._comparison(node, exact)
        if isinstance(node, Unary) and node.operator == "not":
            return sa.not_(self.condition(node.operand, exact=True))
        value = self.value(node)
        if value.type not in (Type.BOOLEAN, Type.NULL):
            raise Mistake(f"A condition expected, not {value.type}.", node.at)
        return value.sql

    @singledispatchmethod
    def value(self, node: Node) -> Value:
        """What the expression gives."""
        raise Mistake("A single value expected, not a list or an object.", node.at)

    @value.register
    def _(self, word: Word) -> Value:
        return value_of(word.value)

    @value.register
    def _(self, literal: Literal) -> Value:
        return self.arguments.natural(literal)

    @value.register
    def _(self, name: Name) -> Value:
        return self._alias(name) if name.name in self.aliases else self._property(name)

    @value.register
    def _(self, count: Count) -> Value:
        counted = self._rows(count.source).select(sa.func.count()).scalar_subquery()
        return Value(counted, Type.INTEGER, nullable=False)

    @value.register
    def _(self, quantified: Quantified) -> Value:
        return Value(self._quantified(quantified), Type.BOOLEAN, nullable=False)

    @value.register
    def _(self, unary: Unary) -> Value:
        if unary.operator == "-":
            return negated(self.value(unary.operand), unary.at)
        return self._truth(unary)

    @value.register
    def _(self, binary: Binary) -> Value:
        if binary.operator in CONDITIONS:
            return self._truth(binary)
        return calculated(binary.operator, self.value(binary.left), self.value(binary.right), binary.at)

    @value.register
    def _(self, case: Case) -> Value:
        conditions = [self.condition(condition) for condition, _ in case.branches]
        values = [self.value(value) for _, value in case.branches]
        leading = next((value for value in values if value.literal is None), values[0])
        agreeing = [agreed(self.arguments, leading, value, case.at)[1].sql for value in values]
        return Value(sa.case(*zip(conditions, agreeing, strict=True)), leading.type, enum=leading.enum)

    @value.register
    def _(self, call: Call) -> Value:
        if call.source is not None:
            raise Mistake(f"There is no function '{call.name}' here.", call.at)
        match call.name.lower(), call.arguments:
            case "cast", [operand, Name(kind)]:
                return cast(self.value(operand), kind, call.at)
            case "isof", [operand, Name(kind)]:
                return is_of(self.value(operand), kind, call.at)
            case _:
                return called(self.arguments, call, [self.value(argument) for argument in call.arguments])

    def _truth(self, node: Node) -> Value:
        """A condition as a value, in brackets: NOT binds looser than comparisons in SQL."""
        return Value(Grouping(self.condition(node, exact=True)), Type.BOOLEAN)

    def _alias(self, name: Name) -> Value:
        try:
            return self.value(self.aliases[name.name])
        except Mistake as mistake:
            raise Mistake(f"In {name.name}: {mistake.what}", name.at) from mistake

    def _comparison(self, node: Binary, exact: bool) -> Any:
        left = self.value(node.left)
        if node.operator == "in":
            sql = member_of(self.arguments, left, self._choices(node.right), node.at)
            return sql.is_(True) if exact and left.nullable else sql
        left, right = agreed(self.arguments, left, self.value(node.right), node.at)
        if node.operator == "has" and left.enum is None:
            raise Mistake(f"'has' is for enumerations, not for {left.type}.", node.at)
        sql = compared(node.operator, left, right)
        return sql.is_(True) if exact and (left.nullable or right.nullable) else sql

    def _choices(self, node: Node) -> list[Value]:
        meant = self.aliases.get(node.name, node) if isinstance(node, Name) else node
        if not isinstance(meant, Items):
            raise Mistake("A list expected.", meant.at)
        return [self.value(item) for item in meant.items]

    def _quantified(self, node: Quantified) -> Any:
        rows = self._rows(node.source)
        if node.condition is None:
            return rows.exists()
        inner = replace(self, scope=self.scope.within(node.variable, rows.row))
        condition = inner.condition(node.condition)
        return rows.exists(condition) if node.quantifier == "any" else ~rows.exists(condition.is_not(True))

    def _property(self, name: Name) -> Value:
        match self._found(name):
            case Row() as row:
                return row.key()
            case Rows():
                raise Mistake(f"'{name.name}' is a collection: any, all or $count expected after it.", name.at)
            case value:
                return value

    def _found(self, node: Node) -> Value | Row | Rows:
        match node:
            case Name(name, _, None) if name in self.scope.variables:
                return self.scope.variables[name]
            case Name(_, _, None):
                return _member(self.scope.row, node)
            case Name(_, _, source) if source:
                return _beyond(self._found(source), node)
            case Chosen(source, condition):
                return self._chosen(self._rows(source), condition)
            case Call():
                raise Mistake(f"There is no function '{node.name}' here.", node.at)
            case _:
                raise Mistake("A path expected.", node.at)

    def _rows(self, node: Node) -> Rows:
        found = self._found(node)
        if not isinstance(found, Rows):
            raise Mistake("A collection expected.", node.at)
        return found

    def _chosen(self, rows: Rows, condition: Node) -> Rows:
        inner = replace(self, scope=Scope(rows.row, {**self.scope.variables, "$this": rows.row}))
        return Rows(rows.row, sa.and_(rows.condition, inner.condition(condition)))


def value_of(word: bool | float | None) -> Value:
    """What a word stands for. NaN equals nothing and is neither above nor below anything: as null does not, in SQL."""
    if word is None:
        return NULL
    if isinstance(word, bool):
        return Value(sa.true() if word else sa.false(), Type.BOOLEAN, nullable=False)
    if isnan(word):
        return Value(sa.cast(sa.null(), sa.Double()), Type.DOUBLE)
    infinity = sa.literal("Infinity" if word > 0 else "-Infinity", sa.Text())
    return Value(sa.cast(infinity, sa.Double()), Type.DOUBLE, nullable=False)


def _member(row: Row, name: Name) -> Value | Row | Rows:
    if "." in name.name and is_type(row.entity, name.name):
        return row
    if shortcut := row.entity.shortcuts.get(name.name.lower()):
        way, end = (Name(part, name.at) for part in shortcut)
        return _beyond(_member(row, way), end)
    found = member(row.entity, name.name, name.at)
    if isinstance(found, Field):
        return row.column(found, name)
    return row.many(found) if found.many else row.one(found)


def _beyond(source: Value | Row | Rows, name: Name) -> Value | Row | Rows:
    """What a name means after a path."""
    if isinstance(source, Row):
        return _member(source, name)
    if isinstance(source, Rows) and is_type(source.row.entity, name.name):
        return source
    raise Mistake(f"'{name.name}' cannot be reached from here.", name.at)
