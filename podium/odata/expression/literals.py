"""Read a literal as a value of some type."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.tokens import Token
from podium.odata.expression.types import Type

FITS: dict[str, tuple[Type, ...]] = {
    "string": (
        *(Type.STRING, Type.ENUM, Type.GUID),
        *(Type.TIMESTAMP, Type.DATE, Type.TIME, Type.DURATION, Type.BINARY),
    ),
    "integer": (Type.INTEGER, Type.DECIMAL, Type.DOUBLE, Type.ENUM),
    "decimal": (Type.DECIMAL, Type.DOUBLE),
    "guid": (Type.GUID, Type.STRING),
    "timestamp": (Type.TIMESTAMP,),
    "date": (Type.DATE, Type.TIMESTAMP),
    "time": (Type.TIME,),
    "duration": (Type.DURATION,),
    "binary": (Type.BINARY,),
    "enum": (Type.ENUM, Type.STRING),
}
"""What a literal can be; the first unless what it meets wants another."""

DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>[\d.]+)S)?)?"
)
SUFFIXES = "LlMmDdFf"
LARGEST = 300
"""Powers of ten up to this one are numbers in every type that the database might compare them in."""


def read(literal: Token, kind: Type) -> Any:
    """Turn a literal into a value of a type."""
    try:
        return READERS[kind](literal.text)
    except (ValueError, ArithmeticError) as problem:
        raise Mistake(f"'{literal.text}' is no value of {kind}.", literal.at) from problem


def _decimal(text: str) -> Decimal:
    number = Decimal(text.rstrip(SUFFIXES))
    if abs(number.adjusted()) > LARGEST:
        raise OverflowError
    return number


def _double(text: str) -> float:
    return float(_decimal(text))


def _timestamp(text: str) -> datetime:
    """A blank before the offset is a plus sign that nobody encoded; without offset it is UTC."""
    moment = datetime.fromisoformat(text.upper().replace(" ", "+"))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _duration(text: str) -> timedelta:
    found = DURATION.fullmatch(text)
    if found is None:
        raise ValueError
    parts = {unit: float(number) for unit, number in found.groupdict("0").items() if unit != "sign"}
    return timedelta(**parts) * (-1 if found["sign"] else 1)


def _binary(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


READERS: dict[Type, Callable[[str], Any]] = {
    Type.INTEGER: int,
    Type.DECIMAL: _decimal,
    Type.DOUBLE: _double,
    Type.STRING: str,
    Type.GUID: UUID,
    Type.TIMESTAMP: _timestamp,
    Type.DATE: date.fromisoformat,
    Type.TIME: time.fromisoformat,
    Type.DURATION: _duration,
    Type.BINARY: _binary,
}
