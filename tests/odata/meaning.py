"""What expressions mean, said once more in plain Python over the zoo's rows: an oracle for the SQL."""

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from functools import singledispatch
from math import trunc
from typing import Any
from uuid import UUID

from podium.kernel.entity import Entity
from podium.odata.expression.scope import member
from podium.odata.expression.syntax import (
    Binary,
    Call,
    Case,
    Count,
    Items,
    Literal,
    Name,
    Node,
    Quantified,
    Unary,
    Word,
)
from tests.odata.zoo import NOW, ROWS, Mood

Names = Mapping[str, Any]
LITERALS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": Fraction,
    "decimal": Fraction,
    "guid": UUID,
    "timestamp": lambda text: datetime.fromisoformat(text).astimezone(UTC),
}


@singledispatch
def meaning(node: Node, names: Names) -> Any:
    """The value of an expression; ``names`` are the variables in scope, ``$it`` among them."""
    raise NotImplementedError(node)


@meaning.register
def _(word: Word, names: Names) -> Any:
    return word.value


@meaning.register
def _(literal: Literal, names: Names) -> Any:
    return LITERALS[literal.kind](literal.text)


@meaning.register
def _(name: Name, names: Names) -> Any:
    if name.source is None:
        return names[name.name] if name.name in names else _follow(names["$it"], name.name)
    source = meaning(name.source, names)
    return None if source is None else _follow(source, name.name)


def _follow(row: Entity, name: str) -> Any:
    found: Any = member(type(row), name, 0)
    if not hasattr(found, "target"):
        value = getattr(row, found.attribute)
        return Fraction(value) if type(value) in (int, float) else value
    linked = [r for r in ROWS[found.target()] if getattr(r, found.remote) == getattr(row, found.local)]
    return linked if found.many else next(iter(linked), None)


@meaning.register
def _(count: Count, names: Names) -> Any:
    return Fraction(len(meaning(count.source, names) or ()))


@meaning.register
def _(quantified: Quantified, names: Names) -> Any:
    rows = meaning(quantified.source, names) or ()
    if quantified.condition is None:
        return bool(rows)
    held = [meaning(quantified.condition, {**names, quantified.variable: row}) is True for row in rows]
    return any(held) if quantified.quantifier == "any" else all(held)


@meaning.register
def _(unary: Unary, names: Names) -> Any:
    value = meaning(unary.operand, names)
    if value is None:
        return None
    return not value if unary.operator == "not" else -value


@meaning.register
def _(case: Case, names: Names) -> Any:
    held = (value for condition, value in case.branches if meaning(condition, names) is True)
    return next((meaning(value, names) for value in held), None)


@meaning.register
def _(binary: Binary, names: Names) -> Any:
    left = meaning(binary.left, names)
    if isinstance(binary.right, Items):
        return any(equal(left, meaning(item, names)) for item in binary.right.items)
    return OPERATORS[binary.operator](left, meaning(binary.right, names))


@meaning.register
def _(call: Call, names: Names) -> Any:
    values = [meaning(argument, names) for argument in call.arguments]
    return None if None in values else FUNCTIONS[call.name](*values)


def equal(left: Any, right: Any) -> bool:
    return (left is right) if None in (left, right) else bool(place(left) == place(right))


def place(value: Any) -> Any:
    """What a value is compared by."""
    return list(Mood).index(Mood(value)) if value in list(Mood) else value


def both(left: Any, right: Any) -> bool | None:
    return False if False in (left, right) else None if None in (left, right) else True


def either(left: Any, right: Any) -> bool | None:
    return True if True in (left, right) else None if None in (left, right) else False


def unless_null(operation: Callable[[Any, Any], Any], otherwise: Any = None) -> Callable[[Any, Any], Any]:
    return lambda left, right: otherwise if None in (left, right) else operation(left, right)


def ordered(operation: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return unless_null(lambda left, right: operation(place(left), place(right)), otherwise=False)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "and": both,
    "or": either,
    "eq": equal,
    "ne": lambda left, right: not equal(left, right),
    "gt": ordered(operator.gt),
    "ge": ordered(operator.ge),
    "lt": ordered(operator.lt),
    "le": ordered(operator.le),
    "add": unless_null(operator.add),
    "sub": unless_null(operator.sub),
    "mul": unless_null(operator.mul),
    "div": unless_null(lambda left, right: Fraction(trunc(left / right)) if right else None),
    "mod": unless_null(lambda left, right: left - right * trunc(left / right) if right else None),
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "contains": lambda text, part: part in text,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "indexof": lambda text, part: Fraction(text.find(part)),
    "length": lambda text: Fraction(len(text)),
    "substring": lambda text, start, length=9: text[int(start) : int(start) + int(length)],
    "concat": operator.add,
    "tolower": str.lower,
    "toupper": str.upper,
    "trim": str.strip,
    "year": lambda moment: Fraction(moment.year),
    "hour": lambda moment: Fraction(moment.hour),
    "now": lambda: NOW,
}
