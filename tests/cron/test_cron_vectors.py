"""Firing times against those of the original."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from podium.kernel.cron import Cron, CronError

VECTORS = Path(__file__).parent / "vectors"
COUNT = 8
NAMES = {
    name: str(number)
    for names in ("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", "SUN MON TUE WED THU FRI SAT")
    for number, name in enumerate(names.split(), start=1)
}
NAME = "|".join(NAMES)
NAME_AND_NUMBER = re.compile(rf"({NAME})-[0-9]|[0-9]-({NAME})")
STEP_AFTER_NAMES = re.compile(rf"({NAME})-({NAME})/[0-9]")


def rows(file: str) -> Iterator[tuple[str, str, str, str]]:
    for line in (VECTORS / file).read_text("utf-8").splitlines():
        expression, zone, start, answer = line.split("\t")
        yield expression, zone, start, answer if not answer.startswith("ERR") else "ERR"


def ours(expression: str, zone: str, start: str) -> str:
    try:
        firings = Cron(expression, zone).upcoming(datetime.fromisoformat(start), COUNT)
    except CronError:
        return "ERR"
    return " ".join([f"{firing:%Y-%m-%dT%H:%M:%SZ}" for firing in firings] + ["END"] * (len(firings) < COUNT))


def in_numbers(expression: str) -> str:
    return re.sub(NAME, lambda name: NAMES[name[0]], expression)


@pytest.mark.parametrize(
    ("expression", "zone", "start", "answer"),
    [row for file in ("examples", "syntax", "clock-changes") for row in rows(f"quartz-{file}.tsv")],
)
def test_everyday_expressions_corners_and_clock_changes_are_answered_as_by_the_original(
    expression: str, zone: str, start: str, answer: str
) -> None:
    assert ours(expression, zone, start) == answer


def test_random_expressions_differ_only_where_the_original_misreads_names() -> None:
    different = {row: ours(*row[:3]) for row in rows("quartz-random.tsv") if ours(*row[:3]) != row[3]}
    refused = [row for row in different if row[3] == "ERR" and NAME_AND_NUMBER.search(row[0])]
    ignored = [row for row in different if row[3] != "ERR" and STEP_AFTER_NAMES.search(row[0])]
    assert (len(refused), len(ignored), len(different)) == (81, 3, 84)


def test_misread_expressions_are_answered_like_the_same_ones_in_numbers() -> None:
    originals = {row[:3]: row[3] for row in rows("quartz-numbers.tsv")}
    misread = [row[:3] for row in rows("quartz-random.tsv") if ours(*row[:3]) != row[3]]
    answers = {
        (in_numbers(expression), zone, start): ours(expression, zone, start) for expression, zone, start in misread
    }
    assert answers == originals
