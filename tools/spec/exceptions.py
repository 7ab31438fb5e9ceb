"""Where we differ from the published API on purpose: ``contract/exceptions.tsv``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tools.spec.contract import table


@dataclass(frozen=True)
class Exceptions:
    """By kind: what is accepted at a place, an operation like "POST /odata/Jobs" or a schema."""

    rows: frozenset[tuple[str, str, str]]

    def allow(self, kind: str, place: str, what: object) -> bool:
        return (kind, place, str(what)) in self.rows

    def types(self, schema: str) -> dict[str, str]:
        """The types that properties of a schema may have beside the published ones."""
        found = (what.partition(" ") for kind, place, what in self.rows if (kind, place) == ("type", schema))
        return {name: kind for name, _, kind in found}


def exceptions(rows: Iterable[Mapping[str, Any]] | None = None) -> Exceptions:
    """Read the exceptions; each row has its reason, for people."""
    rows = table("exceptions.tsv") if rows is None else rows
    return Exceptions(frozenset((row["kind"], row["place"], row["what"]) for row in rows))
