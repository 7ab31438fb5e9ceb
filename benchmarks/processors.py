"""Whose the processor was: shares of all cores, read from /proc."""

import os
import resource
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Moment:
    """Seconds of processor time spent so far."""

    server: float
    database: float
    generator: float
    all: float

    @classmethod
    def of(cls, pid: int) -> "Moment":
        server, database = _family(pid)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        first = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
        busy = sum(int(first[place]) for place in (0, 1, 2, 5, 6)) / TICK
        return cls(server, database, spent.ru_utime + spent.ru_stime, busy)

    def shares(self, before: "Moment", seconds: float) -> str:
        per = 100 / seconds / (os.cpu_count() or 1)
        server, database = self.server - before.server, self.database - before.database
        generator = self.generator - before.generator
        other = self.all - before.all - server - database - generator
        named = {"server": server, "database": database, "generator": generator, "others": other}
        return " ".join(f"{name} {max(0.0, spent * per):.0f}%" for name, spent in named.items())


def _family(pid: int) -> tuple[float, float]:
    server = database = 0.0
    for one in _descendants(pid):
        try:
            name, _, rest = Path(f"/proc/{one}/stat").read_text().rpartition(")")
        except OSError:  # it has ended
            continue
        spent = sum(map(int, rest.split()[11:13])) / TICK
        if "postgres" in name:
            database += spent
        else:
            server += spent
    return server, database


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir() if Path(f"/proc/{pid}").exists() else ():
        try:
            below = (task / "children").read_text().split()
        except OSError:
            continue
        for child in below:
            found += _descendants(int(child))
    return found
