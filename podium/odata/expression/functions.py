"""The canonical functions: what each takes and gives, and its SQL. Null goes in, null comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from podium.odata.expression.arguments import Arguments
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.syntax import Call
from podium.odata.expression.types import COLUMNS, Type, Value

STRING, INTEGER, DECIMAL, DOUBLE, BOOLEAN = Type.STRING, Type.INTEGER, Type.DECIMAL, Type.DOUBLE, Type.BOOLEAN
TIMESTAMP, DATE, TIME, DURATION = Type.TIMESTAMP, Type.DATE, Type.TIME, Type.DURATION
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
BLANKS = " \t\n\r\f\v"
FARTHEST = 2**31 - 2
"""PostgreSQL counts characters in 32 bits."""


@dataclass(frozen=True)
class Function:
    takes: tuple[Type, ...]
    gives: Type
    sql: Callable[..., Any]


def _utc(moment: Any) -> Any:
    return sa.func.timezone("UTC", moment, type_=sa.DateTime())


def _floor(number: Any) -> Any:
    return sa.func.floor(number, type_=sa.Numeric())


def _part(part: str, *kinds: Type) -> list[Function]:
    """Functions for a part of moments (in UTC), dates or times, as EXTRACT gives it."""

    def extracted(value: Any) -> Any:
        return _floor(sa.extract(part, value))

    return [Function((k,), INTEGER, _in_utc(extracted) if k is TIMESTAMP else extracted) for k in kinds]


def _in_utc(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda moment: function(_utc(moment))


def _fraction(value: Any) -> Any:
    seconds = sa.extract("second", value)
    return seconds - _floor(seconds)


def _characters(count: Any) -> Any:
    return sa.cast(sa.func.least(sa.func.greatest(count, 0), FARTHEST), sa.Integer())


def _substring(text: Any, start: Any, *length: Any) -> Any:
    return sa.func.substr(text, _characters(start) + 1, *map(_characters, length))


FUNCTIONS: dict[str, list[Function]] = {
    "length": [Function((STRING,), INTEGER, sa.func.char_length)],
    "indexof": [Function((STRING, STRING), INTEGER, lambda text, sought: sa.func.strpos(text, sought) - 1)],
    "substring": [Function((STRING, INTEGER, *length), STRING, _substring) for length in ((), (INTEGER,))],
    "concat": [Function((STRING, STRING), STRING, lambda first, second: first.concat(second))],
    "tolower": [Function((STRING,), STRING, sa.func.lower)],
    "toupper": [Function((STRING,), STRING, sa.func.upper)],
    "trim": [Function((STRING,), STRING, lambda text: sa.func.btrim(text, BLANKS))],
    "matchespattern": [Function((STRING, STRING), BOOLEAN, lambda text, pattern: text.regexp_match(pattern))],
    "year": _part("year", TIMESTAMP, DATE),
    "month": _part("month", TIMESTAMP, DATE),
    "day": _part("day", TIMESTAMP, DATE),
    "hour": _part("hour", TIMESTAMP, TIME),
    "minute": _part("minute", TIMESTAMP, TIME),
    "second": _part("second", TIMESTAMP, TIME),
    "fractionalseconds": [Function((TIMESTAMP,), DECIMAL, _in_utc(_fraction)), Function((TIME,), DECIMAL, _fraction)],
    "totaloffsetminutes": [Function((TIMESTAMP,), INTEGER, lambda moment: sa.case((moment.is_not(None), 0)))],
    "totalseconds": [Function((DURATION,), DECIMAL, lambda duration: sa.extract("epoch", duration))],
    "date": [Function((TIMESTAMP,), DATE, _in_utc(lambda moment: sa.cast(moment, sa.Date())))],
    "time": [Function((TIMESTAMP,), TIME, _in_utc(lambda moment: sa.cast(moment, sa.Time())))],
    "now": [Function((), TIMESTAMP, lambda: sa.bindparam("now", type_=sa.DateTime(timezone=True), required=True))],
    "mindatetime": [Function((), TIMESTAMP, lambda: sa.literal(EARLIEST))],
    "maxdatetime": [Function((), TIMESTAMP, lambda: sa.literal(LATEST))],
    "round": [Function((DECIMAL,), DECIMAL, sa.func.round)],
    "floor": [Function((DECIMAL,), DECIMAL, sa.func.floor)],
    "ceiling": [Function((DECIMAL,), DECIMAL, sa.func.ceil)],
}


def containing(text: str) -> str:
    return f"%{escaped(text)}%"


def beginning(text: str) -> str:
    return f"{escaped(text)}%"


def ending(text: str) -> str:
    return f"%{escaped(text)}"


def escaped(text: str) -> str:
    """A text for LIKE in which nothing stands for anything else."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


PARTS: dict[str, tuple[Callable[[str], str], Callable[[Any, Any], Any]]] = {
    "contains": (containing, lambda text, part: sa.func.strpos(text, part) > 0),
    "startswith": (beginning, sa.func.starts_with),
    "endswith": (ending, lambda text, part: sa.func.right(text, sa.func.char_length(part)) == part),
}
"""The pattern for a literal, which an index can serve, and what does for any other text."""


def called(arguments: Arguments, call: Call, values: list[Value]) -> Value:
    """Apply a canonical function."""
    name = call.name.lower()
    if name in PARTS:
        return _has_part(arguments, call, values)
    if name not in FUNCTIONS:
        raise Mistake(f"There is no function '{call.name}' here.", call.at)
    for function in FUNCTIONS[name]:
        given = _given(arguments, values, function.takes)
        if given is not None:
            nullable = any(value.nullable for value in given)
            return Value(function.sql(*(value.sql for value in given)), function.gives, nullable)
    raise _unsuited(call, values)


def _has_part(arguments: Arguments, call: Call, values: list[Value]) -> Value:
    given = _given(arguments, values, (STRING, STRING))
    if given is None:
        raise _unsuited(call, values)
    text, part = given
    pattern, general = PARTS[call.name.lower()]
    if part.literal:
        return Value(text.sql.like(arguments.changed(part.literal, STRING, pattern)), BOOLEAN, text.nullable)
    return Value(general(text.sql, part.sql), BOOLEAN, text.nullable or part.nullable)


def _given(arguments: Arguments, values: list[Value], takes: tuple[Type, ...]) -> list[Value] | None:
    """The values as what a function takes; None if they do not suit it."""
    if len(values) != len(takes):
        return None
    given = [_as(arguments, value, kind) for value, kind in zip(values, takes, strict=True)]
    fitting = [value for value in given if value is not None]
    return fitting if len(fitting) == len(takes) else None


def _as(arguments: Arguments, value: Value, kind: Type) -> Value | None:
    if value.type is Type.NULL:
        return Value(sa.cast(sa.null(), COLUMNS[kind]), kind)
    if kind is DECIMAL and value.type in (INTEGER, DOUBLE):
        return value.giving(sa.cast(value.sql, sa.Numeric()), kind)
    return arguments.fitted(value, kind)


def _unsuited(call: Call, values: list[Value]) -> Mistake:
    return Mistake(f"'{call.name}' is not for ({', '.join(value.type for value in values)}).", call.at)
