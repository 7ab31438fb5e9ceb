"""One run: people at work, things that die at random, and what is left at the end, by everybody's own records."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx

from tests.chaos.fleet import Fleet
from tests.chaos.worker import Entry, Journal, Orders, pause
from tests.servers import checked

WORKER = Path(__file__).parent / "worker.py"
END = 180
RUNS = int(os.environ.get("PODIUM_CHAOS_RUNS", "20"))
FIRST = int(os.environ.get("PODIUM_CHAOS_FIRST", "0"))
Count = Callable[[str, int], None]
SEEDS = range(FIRST, FIRST + RUNS)
"""A third of them is for jobs."""


@dataclass
class Person:
    """A worker or a robot, alive or dead, in a directory of its own."""

    role: str
    place: Path
    command: list[str]
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def live(self) -> None:
        """Start, or start again if a kill was the end."""
        if self.process is None or self.process.poll() not in (None, 0):
            with (self.place / "said").open("ab") as said:
                self.process = subprocess.Popen(
                    [sys.executable, *self.command], env={**os.environ, **self.environment}, stdout=said, stderr=said
                )

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)

    @property
    def records(self) -> list[Entry]:
        return Journal(self.place / "journal").entries


@dataclass
class Run:
    """A seed says who works how, and who dies when."""

    fleet: Fleet
    place: Path
    seed: int
    count: Count
    people: list[Person] = field(default_factory=list[Person])
    deaths: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.http = self.fleet.caller()
        self.stop = self.place / "stop"

    def hire(self, role: str, number: int, **orders: Any) -> None:
        """People of one role; about half of them have keys for their calls."""
        token = self.http.headers["authorization"].removeprefix("Bearer ")
        for _ in range(number):
            known: dict[str, Any] = {"token": token, "stop": str(self.stop), "queue": "", **orders}
            keyed = self.random.random() < 0.5
            addresses = self.random.sample(self.fleet.addresses, len(self.fleet.addresses))
            person = self._person(role)
            person.command = [str(WORKER), role, str(person.place)]
            told = Orders(addresses=addresses, keyed=keyed, **known)
            (person.place / "orders.json").write_text(json.dumps(asdict(told)))

    def hire_robots(self, number: int, machine_key: str) -> None:
        """Robots of our own, each on a host of its own."""
        for _ in range(number):
            person = self._person("robot")
            person.command = ["-m", "podium", "robot"]
            person.environment = {
                "PODIUM_URL": f"http://{self.random.choice(self.fleet.addresses)}",
                "PODIUM_MACHINE_KEY": machine_key,
                "PODIUM_ROBOT_HOME": str(person.place / "home"),
                "PODIUM_ROBOT_MACHINE": f"{self.place.name} {person.place.name}",
                "PODIUM_LOG": "WARNING",
            }

    def _person(self, role: str) -> Person:
        number = sum(person.role == role for person in self.people)
        person = Person(role, self.place / f"{role}-{number}", [], {})
        person.place.mkdir()
        self.people.append(person)
        return person

    def kill_person(self, random: Random) -> None:
        random.choice(self.people).kill()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Everybody works; at the end nobody does any more."""
        try:
            for person in self.people:
                person.live()
            yield
        finally:
            for person in self.people:
                person.kill()
            self.http.close()

    def ravage(self, ways: Sequence[Callable[[Random], None]], deaths: int, seconds: float) -> None:
        """So many deaths within so many seconds. Who died starts again before the next dies."""
        for _ in range(deaths):
            pause(self.random.uniform(0, 2 * seconds / deaths))
            way = self.random.choice(ways)
            self.deaths.append(way.__name__)
            way(self.random)
            for person in self.people:
                person.live()
        self.fleet.heal()

    def judge(self, faults: list[str], **done: int) -> None:
        """Count what was done and who died, and fail with all that is wrong."""
        for what, number in {"runs": 1, **done, **Counter(self.deaths)}.items():
            self.count(what, number)
        assert not faults, "\n".join([f"seed {self.seed}: {', '.join(self.deaths)}", *faults])

    def finish(self, *roles: str) -> None:
        """Wait until those of these roles have done what they were to do."""
        end = time.monotonic() + END
        for person in self.people:
            while person.role in roles and person.process and person.process.poll() != 0:
                assert time.monotonic() < end, f"{person.place.name} does not come to an end: {person.records[-3:]}"
                person.live()
                pause()

    def everything(self, path: str) -> list[Any]:
        """All rows of a list."""
        found: list[Any] = []
        address: str | None = path
        while address:
            page = checked(self.http.get(httpx.URL(address).raw_path.decode()), 200)
            found += page["value"]
            address = page.get("@odata.nextLink")
        return found
