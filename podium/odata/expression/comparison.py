"""Compare values as OData does: of the comparisons with null only ``eq`` and ``ne`` can be true."""

import operator
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from podium.odata.expression.arguments import Arguments
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.types import NUMBERS, Type, Value, numeric

ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
MOMENTS = (Type.DATE, Type.TIMESTAMP)


def agreed(arguments: Arguments, left: Value, right: Value, at: int) -> tuple[Value, Value]:
    """Make two values of types that can be compared: a literal becomes what it is compared with."""
    if Type.NULL in (left.type, right.type):
        return left, right
    if Type.UNTYPED in (left.type, right.type):
        raise Mistake("What has no type of its own can only be compared with null.", at)
    if fitted := arguments.fitted(left, right.type, right.enum):
        return fitted, right
    if fitted := arguments.fitted(right, left.type, left.enum):
        return left, fitted
    if left.type in NUMBERS and right.type in NUMBERS:
        return _number(left), _number(right)
    if left.type in MOMENTS and right.type in MOMENTS:
        return moment(left), moment(right)
    raise Mistake(f"{left.type} and {right.type} cannot be compared.", at)


def _number(value: Value) -> Value:
    """A number that can be compared with one of another type: what exceeds a double is no error then."""
    return value.giving(numeric(value), Type.DECIMAL) if value.type is Type.DOUBLE else value


def moment(value: Value) -> Value:
    """A date as its first moment, in UTC."""
    if value.type is Type.TIMESTAMP:
        return value
    midnight = sa.cast(value.sql, sa.DateTime())
    return value.giving(sa.func.timezone("UTC", midnight, type_=sa.DateTime(timezone=True)), Type.TIMESTAMP)


def compared(operator: str, left: Value, right: Value) -> Any:
    """SQL for a comparison of two values whose types agree; where it is null it stands for false."""
    match operator:
        case "eq":
            return _equal(left, right)
        case "ne":
            return _unequal(left, right)
        case "has":
            return sa.false() if right.type is Type.NULL else left.sql == right.sql
        case _:
            return _ordered(operator, left, right)


def _equal(left: Value, right: Value) -> Any:
    if Type.NULL in (left.type, right.type):
        return _other(left, right).sql.is_(None)
    if left.nullable and right.nullable:
        return left.sql.is_not_distinct_from(right.sql)
    return left.sql == right.sql


def _unequal(left: Value, right: Value) -> Any:
    if Type.NULL in (left.type, right.type):
        return _other(left, right).sql.is_not(None)
    if left.nullable or right.nullable:
        return left.sql.is_distinct_from(right.sql)
    return left.sql != right.sql


def _other(left: Value, right: Value) -> Value:
    return left if right.type is Type.NULL else right


def _ordered(operator: str, left: Value, right: Value) -> Any:
    if Type.NULL in (left.type, right.type):
        return sa.false()
    order = ORDER[operator]
    if left.type is Type.BOOLEAN:
        return order(sa.cast(left.sql, sa.Boolean()), sa.cast(right.sql, sa.Boolean()))
    if left.enum is None:
        return order(left.sql, right.sql)
    if right.member is None:
        return order(ordinal(left), ordinal(right))
    numbers, bound = numbers_of(left.enum), number_of(right.member, left.enum)
    return left.sql.in_([sa.literal(name) for name, number in numbers.items() if order(number, bound)])


def ordinal(value: Value) -> Any:
    """A member of an enumeration as its number, by which OData orders."""
    if value.enum is None:
        return value.sql
    if value.member is not None:
        return sa.literal(number_of(value.member, value.enum))
    return sa.case(numbers_of(value.enum), value=value.sql)


def numbers_of(enum: type[StrEnum]) -> dict[str, int]:
    return {member.value: number for number, member in enumerate(enum)}


def number_of(member: str, enum: type[StrEnum]) -> int:
    """The number of a member, which may itself be written as one."""
    number = numbers_of(enum).get(member)
    return int(member) if number is None else number
