"""Lists that come from no table: ordered, cut and counted here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from podium.odata.expression.mistakes import BadQuery
from podium.odata.options import Options


@dataclass(frozen=True)
class Cut:
    """A page of a list, and how many there are on all pages; None where nobody wants to know."""

    rows: list[Any]
    total: int | None


def cut(rows: Sequence[Any], options: Options) -> Cut:
    """The rows that are asked for. They cannot be filtered: nobody knows their columns."""
    if options.filter is not None:
        raise BadQuery("This list cannot be filtered.", field="$filter")
    found = list(rows)
    for name, descending in reversed(_orderings(options)):
        found.sort(key=lambda row: _rank(_member(row, name)), reverse=descending)
    end = None if options.top is None else options.skip + options.top
    total = None if options.count is False else len(found)
    return Cut([_selected(row, options) for row in found[options.skip : end]], total)


def _orderings(options: Options) -> list[tuple[str, bool]]:
    text = options.orderby.text if options.orderby else ""
    parts = [part.split() for part in text.split(",") if part.strip()]
    return [(words[0], words[-1].lower() == "desc") for words in parts]


def _rank(value: Any) -> tuple[bool, Any]:
    return value is not None, value


def _member(row: Any, name: str) -> Any:
    for field in msgspec.structs.fields(row) if isinstance(row, msgspec.Struct) else ():
        if field.encode_name.lower() == name.lower():
            return getattr(row, field.name)
    raise BadQuery(f"Could not find a property named '{name}'.", field="$orderby")


def _selected(row: Any, options: Options) -> Any:
    names = {wanted.name.lower() for wanted in options.select}
    if not names or "*" in names or not isinstance(row, msgspec.Struct):
        return row
    members = {field.encode_name: getattr(row, field.name) for field in msgspec.structs.fields(row)}
    return {name: value for name, value in members.items() if name.lower() in names}
