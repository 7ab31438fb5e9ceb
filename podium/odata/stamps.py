"""Moments as the published API writes them: in UTC, without needless zeros."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args

import msgspec


def stamp(moment: datetime) -> str:
    """A moment in UTC, without needless zeros in its fraction."""
    here = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    text = here.isoformat().removesuffix("+00:00")
    return (text.rstrip("0") if moment.microsecond else text) + "Z"


def stamped(value: Any) -> Any:
    """The same value with its moments written: structures that hold some become their members."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, list) and value and isinstance(value[0], datetime | msgspec.Struct):
        return [stamped(one) for one in value]
    if isinstance(value, msgspec.Struct) and _holds_moments(type(value)):
        return {field.encode_name: stamped(getattr(value, field.name)) for field in msgspec.structs.fields(value)}
    return value


@cache
def _holds_moments(kind: Any) -> bool:
    """Does a structure hold moments somewhere inside?"""
    known, ahead = set[Any](), [kind]
    while ahead:
        one = ahead.pop()
        if one not in known:
            known.add(one)
            ahead += get_args(one)
            if isinstance(one, type) and issubclass(one, msgspec.Struct):
                ahead += [field.type for field in msgspec.structs.fields(one)]
    return datetime in known
