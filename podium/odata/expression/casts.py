"""``cast`` and ``isof``: a value as another type."""

from typing import Any

import sqlalchemy as sa

from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.types import NUMBERS, Type, Value

NAMES = {
    **{kind.value.lower(): kind for kind in Type if kind.startswith("Edm.")},
    **{f"edm.{name}": Type.INTEGER for name in ("byte", "sbyte", "int16", "int32")},
    "edm.single": Type.DOUBLE,
}
ISO = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'


def cast(value: Value, name: str, at: int) -> Value:
    """Turn a value into another primitive type, if every value of its type can be turned."""
    kind = _kind(name, at)
    sql = value.sql if value.type is kind else _turned(value, kind)
    if sql is None:
        raise Mistake(f"{value.type} cannot be cast to {kind}.", at)
    return value.giving(sql, kind)


def is_of(value: Value, name: str, at: int) -> Value:
    """Is a value there, and of that type?"""
    same = _kind(name, at) is value.type
    return Value(value.sql.is_not(None) if same else sa.false(), Type.BOOLEAN, nullable=False)


def _kind(name: str, at: int) -> Type:
    kind = NAMES.get(name.lower())
    if kind is None:
        raise Mistake(f"There is no type '{name}' here.", at)
    return kind


def _turned(value: Value, kind: Type) -> Any:
    if kind is Type.STRING:
        return _text(value)
    if value.type in NUMBERS and kind in NUMBERS:
        number = sa.cast(value.sql, sa.Numeric())
        return sa.func.trunc(number, type_=sa.Numeric()) if kind is Type.INTEGER else number
    return None


def _text(value: Value) -> Any:
    match value.type:
        case Type.TIMESTAMP:
            return sa.func.to_char(sa.func.timezone("UTC", value.sql), ISO, type_=sa.Text())
        case Type.UNTYPED | Type.BINARY | Type.DURATION | Type.NULL:
            return None
        case _:
            return sa.cast(value.sql, sa.Text())
