"""What must hold whoever died, read from the records of those who worked and from what the server has."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.chaos.harness import Person
from tests.chaos.worker import Entry

DONE = {200, 201, 204, 409}
"""Of a result that is given again it may be said that there is one."""


def of_queue(people: list[Person], items: list[Any]) -> list[str]:
    """What is wrong with the items of a queue; every worker has come to its end."""
    return [*_unclear(people), *_added(people, items), *_given(people, items), *_ended(people, items)]


def of_jobs(people: list[Person], jobs: list[Any], robots_died: bool) -> list[str]:
    """What is wrong with the jobs of a process; all of them have ended, or should have."""
    return [*_unclear(people), *_started(people, jobs), *ran(jobs, robots_died)]


def ran(jobs: list[Any], robots_died: bool) -> Iterator[str]:
    """A job ends once, with its result or with a reason, and ran at most once; it fails only where a robot died."""
    for job in jobs:
        record = Path(json.loads(job["InputArguments"])["record"])
        wrote = record.read_text().split() if record.exists() else []
        good = job["State"] == "Successful" and wrote == ["begun", "ended"]
        good = good and json.loads(job["OutputArguments"]) == {"record": str(record)}
        failed = job["State"] == "Faulted" and robots_died and wrote.count("begun") <= 1 and job["Info"]
        if not (good or failed):
            yield f"job {job['Id']} is {job['State']} ({job['Info']}), gave {job['OutputArguments']}, wrote {wrote}"


def entries(people: list[Person], what: str) -> Iterator[tuple[Person, Entry]]:
    for person in people:
        for entry in person.records:
            if entry["what"] == what:
                yield person, entry


def _unclear(people: list[Person]) -> Iterator[str]:
    """Every answer was one that a caller can act on."""
    for person, entry in entries(people, "unclear"):
        yield f"{person.place.name} was answered {entry}"


def _added(people: list[Person], items: list[Any]) -> Iterator[str]:
    """What was acknowledged is there, once."""
    there = Counter(item["Reference"] for item in items)
    acknowledged = Counter(entry["reference"] for _, entry in entries(people, "added"))
    for reference in acknowledged.keys() | there.keys():
        if (there[reference], acknowledged[reference]) != (1, 1):
            yield f"{reference} was added {acknowledged[reference]} times and is there {there[reference]} times"


def _given(people: list[Person], items: list[Any]) -> Iterator[str]:
    """No item went to two workers; one that nobody knows of was lost with an answer, and left in progress."""
    takers = Counter(entry["item"] for _, entry in entries(people, "taken"))
    yield from (f"item {item} was given out {times} times" for item, times in takers.items() if times > 1)
    unknown = [item for item in items if item["Id"] not in takers]
    lost = sum(1 for _ in entries(people, "unanswered"))
    states = Counter(item["Status"] for item in unknown)
    if states.keys() - {"InProgress"} or len(unknown) > lost:
        yield f"nobody took {states}, where {lost} answers were lost"


def _ended(people: list[Person], items: list[Any]) -> Iterator[str]:
    """Who took an item ended it, once, and that is the result it has."""
    takers = {entry["item"]: person.place.name for person, entry in entries(people, "taken")}
    enders = Counter((entry["item"], person.place.name) for person, entry in entries(people, "finished"))
    for item in items:
        taker = takers.get(item["Id"])
        if taker is None:
            continue
        ends = {name: times for (number, name), times in enders.items() if number == item["Id"]}
        if ends != {taker: 1} or item["Status"] != "Successful" or item["Output"] != {"Worker": taker}:
            yield f"item {item['Id']}, taken by {taker}, was ended by {ends}: {item['Status']} {item['Output']}"
    for person, entry in entries(people, "finished"):
        if entry["status"] not in DONE:
            yield f"the result of {person.place.name} was refused: {entry}"


def _started(people: list[Person], jobs: list[Any]) -> Iterator[str]:
    """Each call has started one job, and no job is nobody's."""
    started = [entry["jobs"] for _, entry in entries(people, "started")]
    if sorted(started) != sorted([job["Id"]] for job in jobs):
        yield f"calls were told of jobs {started}, there are {[job['Id'] for job in jobs]}"
