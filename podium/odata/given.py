"""Lists that come from no table: filtered, ordered, cut and counted here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from podium.odata.conditions import condition, member, rank
from podium.odata.expression.mistakes import Mistake
from podium.odata.options import Options


@dataclass(frozen=True)
class Cut:
    """A page of a list, and how many there are on all pages; None where nobody wants to know."""

    rows: list[Any]
    total: int | None


def cut(rows: Sequence[Any], options: Options) -> Cut:
    """The rows that are asked for."""
    found = list(rows)
    if options.filter is not None:
        found = list(filter(condition(options.filter), found))
    if options.orderby is not None:
        with options.orderby.blame:
            for name, descending in reversed(_orderings(options.orderby.text)):
                found.sort(key=lambda row: _rank(row, name), reverse=descending)
    end = None if options.top is None else options.skip + options.top
    total = None if options.count is False else len(found)
    return Cut([part(row, options) for row in found[options.skip : end]], total)


def _orderings(text: str) -> list[tuple[str, bool]]:
    parts = [part.split() for part in text.split(",") if part.strip()]
    return [(words[0], words[-1].lower() == "desc") for words in parts]


def _rank(row: Any, path: str) -> tuple[bool, Any]:
    """Null comes first; a path leads from row to row."""
    value = row
    for name in path.split("/"):
        value = None if value is None else member(value, name)
    if isinstance(value, msgspec.Struct | list):
        raise Mistake(f"Rows cannot be ordered by '{path}'.")
    return value is not None, rank(value)


def part(row: Any, options: Options) -> Any:
    """The members of an object that are asked for, to be shown or to be expanded."""
    names = {wanted.name.lower() for wanted in options.select}
    if not names or "*" in names:
        return row
    names |= {wanted.name.lower() for wanted in options.expand}
    members = row if isinstance(row, dict) else {}
    if isinstance(row, msgspec.Struct):
        members = {field.encode_name: getattr(row, field.name) for field in msgspec.structs.fields(row)}
    return {name: value for name, value in members.items() if name.lower() in names} if members else row
