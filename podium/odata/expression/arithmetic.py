"""Calculate with numbers, moments and durations."""

import operator
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.types import NULL, NUMBERS, Type, Value, numeric

Sql = Callable[[Any, Any], Any]


def _times(left: Any, right: Any) -> Any:
    return left.op("*", precedence=8)(right)


def _divided(left: Any, right: Any) -> Any:
    """Divide; what is divided by zero is null, not an error."""
    return left.op("/", precedence=8)(sa.func.nullif(right, 0))


def _whole(left: Any, right: Any) -> Any:
    return sa.func.div(left, sa.func.nullif(right, 0))


def _rest(left: Any, right: Any) -> Any:
    return sa.func.mod(left, sa.func.nullif(right, 0))


NUMERIC: dict[str, Sql] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": _times,
    "div": _divided,
    "divby": _divided,
    "mod": _rest,
}
"""Calculated as NUMERIC, which does not overflow as BIGINT does."""


def _apart(left: Any, right: Any) -> Any:
    return sa.cast(left, sa.DateTime()) - sa.cast(right, sa.DateTime())


def _day(calculate: Sql) -> Sql:
    return lambda left, right: sa.cast(calculate(left, right), sa.Date())


TEMPORAL: dict[tuple[str, Type, Type], tuple[Type, Sql]] = {
    ("sub", Type.TIMESTAMP, Type.TIMESTAMP): (Type.DURATION, operator.sub),
    ("add", Type.TIMESTAMP, Type.DURATION): (Type.TIMESTAMP, operator.add),
    ("sub", Type.TIMESTAMP, Type.DURATION): (Type.TIMESTAMP, operator.sub),
    ("sub", Type.DATE, Type.DATE): (Type.DURATION, _apart),
    ("add", Type.DATE, Type.DURATION): (Type.DATE, _day(operator.add)),
    ("sub", Type.DATE, Type.DURATION): (Type.DATE, _day(operator.sub)),
    ("add", Type.DURATION, Type.DURATION): (Type.DURATION, operator.add),
    ("sub", Type.DURATION, Type.DURATION): (Type.DURATION, operator.sub),
}


def calculated(operation: str, left: Value, right: Value, at: int) -> Value:
    """Apply ``add``, ``sub``, ``mul``, ``div``, ``divby`` or ``mod``; with null, and by zero, the result is null."""
    if Type.NULL in (left.type, right.type):
        return NULL
    if left.type in NUMBERS and right.type in NUMBERS:
        return _number(operation, left, right)
    found = TEMPORAL.get((operation, left.type, right.type)) or _scaled(operation, left.type, right.type)
    if found is None:
        raise Mistake(f"'{operation}' is not for {left.type} and {right.type}.", at)
    kind, calculate = found
    return Value(calculate(left.sql, right.sql), kind)


def negated(value: Value, at: int) -> Value:
    if value.type is Type.NULL:
        return NULL
    if value.type is Type.DURATION:
        return value.giving(_times(value.sql, -1), value.type)
    if value.type not in NUMBERS:
        raise Mistake(f"'-' is not for {value.type}.", at)
    return value.giving(-numeric(value), Type.INTEGER if value.type is Type.INTEGER else Type.DECIMAL)


def _number(operation: str, left: Value, right: Value) -> Value:
    """Integers stay what they are but for ``divby``; anything else becomes a decimal, a double too."""
    integers = left.type is Type.INTEGER and right.type is Type.INTEGER and operation != "divby"
    calculate = _whole if integers and operation == "div" else NUMERIC[operation]
    return Value(calculate(numeric(left), numeric(right)), Type.INTEGER if integers else Type.DECIMAL)


def _scaled(operation: str, left: Type, right: Type) -> tuple[Type, Sql] | None:
    """A duration, some times as long."""
    if operation == "mul" and left in NUMBERS and right is Type.DURATION:
        return Type.DURATION, _times
    if operation in ("mul", "div", "divby") and left is Type.DURATION and right in NUMBERS:
        return Type.DURATION, _times if operation == "mul" else _divided
    return None
