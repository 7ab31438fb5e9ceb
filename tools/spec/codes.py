"""Which error codes were raised, by what, and which of the listed endpoints showed them."""

import re
from dataclasses import dataclass, field

from podium.kernel.catalogue import CATALOGUE
from tools.spec.contract import Contract, table
from tools.spec.exchange import Exchange
from tools.spec.findings import Difference

NUMBER = re.compile(rb'\\?"error_?codes?\\?":\s*(\d{4})\b', re.IGNORECASE)
LISTED = "listed"
ALERTS = {
    number: re.compile(re.escape(code.english).replace(r"\{name\}", r'[^"\\]+').encode())
    for number, code in CATALOGUE.items()
    if code.status is None
}
"""What alerts say whose identity is a code."""


@dataclass(frozen=True, order=True)
class Pair:
    """A code at an operation."""

    code: int
    method: str
    path: str


@dataclass
class Codes:
    """Hears every exchange of a run; an answer of any status may hold codes, those of bulk operations do."""

    contract: Contract
    raised: dict[int, str] = field(default_factory=dict)
    pairs: set[Pair] = field(default_factory=set)
    statuses: dict[tuple[int, int], str] = field(default_factory=dict)

    def hear(self, exchange: Exchange) -> None:
        """Take one exchange into account."""
        numbers = {int(number) for number in NUMBER.findall(bytes(exchange.answer))} | _told(exchange)
        operation = self.contract.find(exchange.method, exchange.path) if numbers else None
        for number in numbers:
            self.raised.setdefault(number, exchange.test)
            if operation:
                self.pairs.add(Pair(number, operation.method, operation.path))
            if len(numbers) == 1 and not exchange.succeeded:
                self.statuses.setdefault((number, exchange.status), exchange.test)

    @property
    def documented(self) -> dict[int, str]:
        """The test that shows each documented code."""
        return {number: test for number, test in sorted(self.raised.items()) if number in CATALOGUE}

    def differences(self) -> list[Difference]:
        """Statuses that are not those of the catalogue."""
        return [
            Difference("code", str(number), f"{status}, not {CATALOGUE[number].status}", test)
            for (number, status), test in self.statuses.items()
            if number in CATALOGUE and CATALOGUE[number].status != status
        ]


def _told(exchange: Exchange) -> set[int]:
    """The codes whose alerts are in a list of them."""
    if exchange.path.lower() != "/odata/alerts":
        return set()
    return {number for number, text in ALERTS.items() if text.search(bytes(exchange.answer))}


def listed_pairs() -> list[Pair]:
    """The codes that the documentation lists with the endpoints that return them."""
    rows = table("code-endpoints.tsv")
    return sorted(Pair(int(row["code"]), row["method"], row["path"]) for row in rows if row["source"] == LISTED)


def not_raised() -> dict[int, str]:
    """The codes that nothing here raises, and why."""
    return {int(row["code"]): str(row["reason"]) for row in table("not-raised.tsv") if not row["operation"]}


def pairs_not_raised() -> dict[Pair, str]:
    """The listed pairs of which the operation has no cause to raise the code, and why."""
    rows = [row for row in table("not-raised.tsv") if row["operation"]]
    return {Pair(int(row["code"]), *row["operation"].split(" ")): str(row["reason"]) for row in rows}
