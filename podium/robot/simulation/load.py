"""What one robot asks of its server in a minute, and when: the load that its vendor plans servers for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from random import Random

MINUTE = 60
LOAD = {"heartbeat": 2, "log line": 15, "asset read": 6, "queue add": 6, "claim": 6}
"""Calls of each kind in a minute; each log line is sent by itself."""


def timeline(seconds: float, chance: Random) -> Iterator[tuple[float, str]]:
    """The moments, in seconds from the start, at which a robot makes a call: evenly spread, from a start by chance."""
    moments = []
    for kind, times in LOAD.items():
        pause = MINUTE / times
        begin = chance.uniform(0, pause)
        moments += [(begin + number * pause, kind) for number in range(ceil((seconds - begin) / pause))]
    yield from sorted(moments)


@dataclass
class Tally:
    """What came of the calls of one kind."""

    seconds: list[float] = field(default_factory=list[float])
    errors: dict[str, int] = field(default_factory=dict[str, int])

    def note(self, seconds: float, error: str | None = None) -> None:
        self.seconds.append(seconds)
        if error is not None:
            self.errors[error] = self.errors.get(error, 0) + 1

    @property
    def failed(self) -> int:
        return sum(self.errors.values())

    def percentile(self, percent: float) -> float:
        """The time within which so many calls were answered, in seconds."""
        ordered = sorted(self.seconds)
        return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0
