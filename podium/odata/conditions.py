"""Conditions on rows that come from no table, decided here as the database would."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from podium.kernel.entity import Entity, Field
from podium.odata.expression.literals import FITS, READERS
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.parser import parse
from podium.odata.expression.scope import member as declared
from podium.odata.expression.shapes import Source
from podium.odata.expression.syntax import Binary, Call, Items, Literal, Name, Node, Quantified, Unary, Word, operands
from podium.odata.expression.types import KINDS, NUMBERS, Type

FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "contains": (2, lambda text, part: part in text),
    "startswith": (2, str.startswith),
    "endswith": (2, str.endswith),
    "tolower": (1, str.lower),
    "toupper": (1, str.upper),
    "trim": (1, str.strip),
    "length": (1, len),
}
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
LOGIC: dict[str, Callable[[Iterator[bool]], bool]] = {"and": all, "or": any}


def condition(source: Source) -> Callable[[Any], bool]:
    """The text of ``$filter`` as something that is true of a row or not."""
    with source.blame:
        node = parse(source.tokens)

    def holds(row: Any) -> bool:
        with source.blame:
            return Reader(row).condition(node)

    return holds


def member(row: Any, name: str, at: int = 0) -> Any:
    """What a row has under a name of the wire."""
    if isinstance(row, Entity):
        found = declared(type(row), name, at)
        if isinstance(found, Field):
            return found.value(row) if found.value else getattr(row, found.attribute)
    members = row if isinstance(row, Mapping) else {}
    if isinstance(row, msgspec.Struct):
        members = {one.encode_name: getattr(row, one.name) for one in msgspec.structs.fields(row)}
    for known, value in members.items():
        if known.lower() == name.lower():
            return value
    raise Mistake(f"Could not find a property named '{name}'.", at)


@dataclass(frozen=True)
class Reader:
    """Reads expressions about one row; ``variables`` are what lambdas call the things in its lists."""

    row: Any
    variables: Mapping[str, Any] = field(default_factory=dict)

    def condition(self, node: Node) -> bool:
        if isinstance(node, Binary) and node.operator in LOGIC:
            return LOGIC[node.operator](self.condition(part) for part in operands(node, node.operator))
        if isinstance(node, Unary) and node.operator == "not":
            return not self.condition(node.operand)
        value = self.value(node)
        if value is not None and not isinstance(value, bool):
            raise Mistake("A condition expected.", node.at)
        return bool(value)

    def value(self, node: Node) -> Any:
        match node:
            case Word(value):
                return value
            case Literal():
                return _literal(node, None)
            case Name():
                return self._property(node)
            case Binary("in", left, Items(items)):
                return any(self._compared("eq", left, item, node.at) for item in items)
            case Binary(operator, left, right) if operator in ORDER or operator in ("eq", "ne"):
                return self._compared(operator, left, right, node.at)
            case Binary(operator) | Unary(operator) if operator in (*LOGIC, "not"):
                return self.condition(node)
            case Call(name, arguments, _, None):
                return self._called(node, name.lower(), [self.value(argument) for argument in arguments])
            case Quantified():
                return self._quantified(node)
            case _:
                raise Mistake("This list cannot be filtered by that.", node.at)

    def _property(self, node: Name) -> Any:
        if node.source is None:
            known = self.variables
            return known[node.name] if node.name in known else member(self.row, node.name, node.at)
        source = self.value(node.source)
        return None if source is None else member(source, node.name, node.at)

    def _compared(self, how: str, left: Node, right: Node, at: int) -> bool:
        first, second = self.value(left), self.value(right)
        if isinstance(left, Literal):
            first = _literal(left, second)
        if isinstance(right, Literal):
            second = _literal(right, first)
        if first is None or second is None:
            return (first is second) is (how == "eq") and how in ("eq", "ne")
        if _kind(first) != _kind(second):
            raise Mistake("These cannot be compared.", at)
        if how in ("eq", "ne"):
            return (first == second) is (how == "eq")
        return ORDER[how](rank(first), rank(second))

    def _called(self, node: Call, name: str, values: list[Any]) -> Any:
        count, function = FUNCTIONS.get(name, (-1, None))
        if function is None or count != len(values):
            raise Mistake(f"There is no function '{node.name}' for this list.", node.at)
        if None in values:
            return None
        if not all(isinstance(value, str) for value in values):
            raise Mistake(f"'{node.name}' is for texts.", node.at)
        return function(*values)

    def _quantified(self, node: Quantified) -> bool:
        rows = self.value(node.source)
        if not isinstance(rows, list):
            raise Mistake("A collection expected.", node.at)
        if node.condition is None:
            return bool(rows)
        inner = [Reader(self.row, {**self.variables, node.variable: one}) for one in rows]
        return (any if node.quantifier == "any" else all)(one.condition(node.condition) for one in inner)


def _literal(node: Literal, met: Any) -> Any:
    """A literal as a value of the kind that it meets, else of its own."""
    kinds = FITS.get(node.kind, ())
    if not kinds:
        raise Mistake(f"Nothing here is of the type of '{node.text}'.", node.at)
    if isinstance(met, StrEnum) and Type.ENUM in kinds:
        return _named(type(met), node)
    wanted = KINDS.get(type(met))
    kind = wanted if wanted in kinds else kinds[0]
    try:
        return READERS[kind](node.text) if kind in READERS else node.text
    except (ValueError, ArithmeticError) as problem:
        raise Mistake(f"'{node.text}' is no value of {kind}.", node.at) from problem


def _named(enum: type[StrEnum], node: Literal) -> StrEnum:
    members = list(enum)
    if node.kind == "integer" and int(node.text) in range(len(members)):
        return members[int(node.text)]
    for one in members:
        if one.value == node.text:
            return one
    raise Mistake(f"'{node.text}' is no member here.", node.at)


def _kind(value: Any) -> Any:
    """What values must have in common to be compared."""
    if isinstance(value, StrEnum | bool):
        return type(value)
    for common in (str, datetime, date, UUID):
        if isinstance(value, common):
            return common
    return NUMBERS if isinstance(value, int | float | Decimal) else type(value)


def rank(value: Any) -> Any:
    """What a value is ordered by: members of enumerations by their numbers."""
    return list(type(value)).index(value) if isinstance(value, StrEnum) else value
