"""All findings of a run, put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from podium.app import CATALOG
from podium.kernel.catalogue import CATALOGUE
from tools.spec import declared
from tools.spec.codes import Codes, Pair, listed_pairs, not_raised, pairs_not_raised
from tools.spec.contract import ADDED, BASE, UNLISTED, load
from tools.spec.exceptions import exceptions
from tools.spec.exchange import Exchange
from tools.spec.findings import KINDS, Difference, Standing
from tools.spec.judge import Judge
from tools.spec.schemas import Schemas

GROUPS = {BASE: "operations", ADDED: f"operations that {ADDED} added", UNLISTED: "operations that no version lists"}


@dataclass(frozen=True)
class Report:
    """``raised`` and ``pairs`` are what was seen; ``listed`` are the pairs of code and operation to be seen."""

    standings: list[Standing]
    differences: list[Difference]
    raised: dict[int, str]
    listed: list[Pair]
    pairs: set[Pair]
    declared: int
    exchanges: int
    tests: int

    def of(self, version: str) -> list[Standing]:
        return [standing for standing in self.standings if standing.operation.version == version]

    @property
    def served(self) -> list[str]:
        """The operations of every version that are served, like "GET /odata/Jobs"."""
        return sorted(str(standing.operation) for standing in self.standings if standing.served)

    @property
    def excused(self) -> dict[int, str]:
        """The codes that are not raised, and why."""
        return {number: why for number, why in not_raised().items() if number not in self.raised}

    @property
    def missing_codes(self) -> list[int]:
        return [number for number in CATALOGUE if number not in self.raised and number not in self.excused]

    @property
    def excused_pairs(self) -> list[Pair]:
        """The listed pairs that are not raised, and say why."""
        excused = pairs_not_raised()
        return [pair for pair in self.listed if pair not in self.pairs and pair in excused]

    @property
    def open_pairs(self) -> list[Pair]:
        return [pair for pair in self.listed if pair not in self.pairs and pair not in self.excused_pairs]

    def headlines(self) -> list[str]:
        """How far we are, a line for each measure."""
        groups = [(self.of(version), what) for version, what in GROUPS.items()]
        excused, without = len(self.excused), len(self.excused_pairs)
        closed = len(self.listed) - len(self.open_pairs) - without
        raised = len(CATALOGUE) - len(self.missing_codes) - excused
        return [
            *(f"{sum(bool(s.served) for s in group)} of {len(group)} {what} served" for group, what in groups),
            f"{raised} of {len(CATALOGUE)} codes raised, {excused} are not and say why",
            f"{closed} of {len(self.listed)} listed pairs of code and operation closed, {without} are not and say why",
            f"{self.declared} operations declared, {len(self.differences)} differences",
            f"from {self.exchanges} exchanges in {self.tests} tests",
        ]

    def plain(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "headlines": self.headlines(),
            "operations": [_plain(standing) for standing in self.standings],
            "differences": [vars(difference) for difference in self.differences],
            "codes": {"raised": self.raised, "missing": self.missing_codes, "not raised": self.excused},
            "pairs": [vars(pair) | {"closed": pair in self.pairs} for pair in self.listed],
        }


def make(exchanges: Iterable[Exchange]) -> Report:
    """Judge everything that was recorded, and what is declared."""
    contract, allowed = load(), exceptions()
    judge, codes = Judge(contract, Schemas(contract, allowed), allowed), Codes(contract)
    tests, count = set[str](), 0
    for exchange in exchanges:
        judge.hear(exchange)
        codes.hear(exchange)
        tests.add(exchange.test)
        count += 1
    ours = CATALOG.operations
    statuses = (one for one in codes.differences() if not allowed.allow(one.kind, one.place, one.what))
    found = {*judge.differences(), *statuses, *declared.differences(ours, contract, allowed)}
    ranks = list(KINDS)
    differences = sorted(found, key=lambda one: (ranks.index(one.kind), one))
    raised = dict(sorted(codes.raised.items()))
    standings = list(judge.standings.values())
    return Report(standings, differences, raised, listed_pairs(), codes.pairs, len(ours), count, len(tests))


def _plain(standing: Standing) -> dict[str, Any]:
    operation = standing.operation
    facts = {"method": operation.method, "path": operation.path, "controller": operation.tag}
    verdict = {"served": standing.served} if standing.served else {"served": None, "why": standing.why_not}
    return facts | {"version": operation.version} | verdict
