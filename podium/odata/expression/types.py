"""The types of values, as OData names them, and what is known of a value in an expression."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa

from podium.odata.expression.syntax import Literal


class Type(StrEnum):
    NULL = "null"
    BOOLEAN = "Edm.Boolean"
    INTEGER = "Edm.Int64"
    DECIMAL = "Edm.Decimal"
    DOUBLE = "Edm.Double"
    STRING = "Edm.String"
    ENUM = "Edm.EnumType"
    GUID = "Edm.Guid"
    TIMESTAMP = "Edm.DateTimeOffset"
    DATE = "Edm.Date"
    TIME = "Edm.TimeOfDay"
    DURATION = "Edm.Duration"
    BINARY = "Edm.Binary"
    UNTYPED = "Edm.Untyped"
    """Free-form content: it is there or not, and cannot be compared."""


NUMBERS = (Type.INTEGER, Type.DECIMAL, Type.DOUBLE)
"""Each can hold, more or less exactly, those before it."""

COLUMNS: dict[Type, sa.types.TypeEngine[Any]] = {
    Type.BOOLEAN: sa.Boolean(),
    Type.INTEGER: sa.BigInteger(),
    Type.DECIMAL: sa.Numeric(),
    Type.DOUBLE: sa.Double(),
    Type.STRING: sa.Text(),
    Type.ENUM: sa.Text(),
    Type.GUID: sa.Uuid(),
    Type.TIMESTAMP: sa.DateTime(timezone=True),
    Type.DATE: sa.Date(),
    Type.TIME: sa.Time(),
    Type.DURATION: sa.Interval(),
    Type.BINARY: sa.LargeBinary(),
}
"""What each is in the database."""

KINDS: dict[Any, Type] = {
    bool: Type.BOOLEAN,
    int: Type.INTEGER,
    float: Type.DOUBLE,
    str: Type.STRING,
    bytes: Type.BINARY,
    datetime: Type.TIMESTAMP,
    UUID: Type.GUID,
}
"""The type of a field, by its Python type."""


Enumeration: TypeAlias = type[StrEnum]


@dataclass(frozen=True, slots=True)
class Value:
    """A part of an expression as SQL, and what is known of it.

    ``literal`` is what it was made of if it could still become another type; ``member`` is the
    constant's, of an ``enum``.
    """

    sql: Any
    type: Type
    nullable: bool = True
    enum: Enumeration | None = None
    literal: Literal | None = None
    member: str | None = None

    def giving(self, sql: Any, kind: Type) -> "Value":
        """Another value made of this one, null where this one is."""
        return replace(self, sql=sql, type=kind, enum=None, literal=None, member=None)


NULL = Value(sa.null(), Type.NULL)


def numeric(value: Value) -> Any:
    """A number as NUMERIC, which holds them all."""
    return sa.cast(value.sql, sa.Numeric())
