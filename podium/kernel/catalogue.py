"""Every number an error of the API may carry, with its HTTP status and its texts in English and German."""

from collections.abc import Iterator, Mapping
from csv import DictReader
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Code:
    """One number: ``translations`` maps each English text it may have to the German one; the first is the usual."""

    number: int
    names: tuple[str, ...]
    status: int | None
    translations: Mapping[str, str] = field(repr=False)

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""

    @property
    def english(self) -> str:
        return next(iter(self.translations))

    @property
    def german(self) -> str:
        return self.translations[self.english]


def _read(table: str) -> Iterator[Code]:
    """Rows of one number stand together; the first has its status, the others further texts and names."""
    with (HERE / table).open(encoding="utf-8", newline="") as lines:
        for number, rows in groupby(DictReader(lines, delimiter="\t"), lambda row: int(row["code"])):
            several = list(rows)
            names = tuple(row["name"] for row in several if row["name"])
            status = int(several[0]["status"]) if several[0]["status"] else None
            yield Code(number, names, status, {row["english"]: row["german"] for row in several})


CATALOGUE: Mapping[int, Code] = {code.number: code for code in _read("catalogue.tsv")}
"""The documented codes. Those without a status announce something; no request is answered with them."""

OBSERVED: Mapping[int, Code] = {code.number: code for code in _read("observed.tsv")}
"""Codes that no documentation lists but clients meet."""
