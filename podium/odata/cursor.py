"""Where a page ended: its last row's place in the order, and the condition for the rows after it."""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from podium.kernel.entity import READ_ONLY, Entity, Field
from podium.odata.expression.comparison import numbers_of
from podium.odata.expression.mistakes import BadQuery
from podium.odata.expression.shapes import Asked, Sorted
from podium.odata.expression.types import COLUMNS, KINDS, Value


def keys(entity: type[Entity], asked: Asked) -> tuple[Sorted, ...]:
    """What rows are ordered by; always down to the key, so that no two rows are in one place."""
    found = []
    for ordering in asked.orderings:
        found.append(ordering)
        if ordering.field and ordering.field.attribute == "id":
            return tuple(found)
    key, kind = entity.table.c.id, entity.table.c.id.type.python_type
    # What clients see under this name may be another thing.
    field = Field(key.name, "Id", kind, False, None, READ_ONLY)
    return (*found, Sorted(Value(key, KINDS[kind], nullable=False), field=field))


def token(order: Sequence[Sorted], row: Entity, orderby: str) -> str:
    """The place of a row, for a client to give back; it is worth something for the same order only."""
    values = [msgspec.to_builtins(getattr(row, key.field.attribute)) if key.field else None for key in order]
    return urlsafe_b64encode(msgspec.json.encode([_sum(orderby), *values])).decode().rstrip("=")


def place(order: Sequence[Sorted], text: str, orderby: str) -> tuple[Any, ...]:
    """The values of the row that a token is about."""
    try:
        made_for, *values = msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=list[Any])
        if made_for != _sum(orderby):
            raise ValueError
        return tuple(_value(key, value) for key, value in zip(order, values, strict=True))
    except (ValueError, KeyError, TypeError, msgspec.MsgspecError) as problem:
        raise BadQuery("This is no token of a page in this order.", field="$skiptoken") from problem


def _sum(orderby: str) -> int:
    return zlib.crc32(orderby.encode())


def _value(key: Sorted, value: Any) -> Any:
    if value is None or key.field is None:
        return None
    kind = key.field.kind
    if issubclass(kind, StrEnum):
        return numbers_of(kind)[value]
    return msgspec.convert(value, kind)


def after(order: Sequence[Sorted], nulls: Sequence[bool]) -> Any:
    """SQL for the rows behind a place; ``nulls`` tells which of its values are null.

    The values are the arguments ``after_0``, ``after_1`` and so on. What follows from the first alone is said as well:
    it is where an index begins to be read.
    """
    values = [sa.bindparam(f"after_{n}", type_=_type(key), required=True) for n, key in enumerate(order)]
    behind: Any = sa.false()
    for key, null, value in reversed(list(zip(order, nulls, values, strict=True))):
        same = key.sql.is_(None) if null else key.sql == value
        behind = sa.or_(_beyond(key, null, value), sa.and_(same, behind))
    if nulls[0] or (order[0].descending and order[0].value.nullable):
        return behind
    begins = order[0].sql <= values[0] if order[0].descending else order[0].sql >= values[0]
    return sa.and_(begins, behind)


def _type(key: Sorted) -> sa.types.TypeEngine[Any]:
    return sa.BigInteger() if key.value.enum else COLUMNS[key.value.type]


def _beyond(key: Sorted, null: bool, value: Any) -> Any:
    if null:
        return sa.false() if key.descending else key.sql.is_not(None)
    if not key.descending:
        return key.sql > value
    return sa.or_(key.sql < value, key.sql.is_(None)) if key.value.nullable else key.sql < value
