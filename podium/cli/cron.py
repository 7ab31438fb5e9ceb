"""``podium cron``: shows when a cron expression fires, for one expression or for a batch of them."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from podium.kernel.cron import Cron, CronError, UnknownZone, summary

UNREADABLE = 2


def cron(expression: str | None, zone: str, start: datetime | None, count: int, batch: bool) -> int:
    """Print the next firings, and answer with the exit status; a start without an offset is local to the zone."""
    if batch:
        for line in sys.stdin:
            print(answered(line.rstrip("\r\n"), count), flush=True)
        return 0
    if expression is None:
        print("podium cron: give an expression, or --batch and lines to read", file=sys.stderr)
        return UNREADABLE
    try:
        print("\n".join(described(expression, zone, start or datetime.now(UTC), count)))
    except (CronError, UnknownZone) as error:
        print(f"podium cron: {error}", file=sys.stderr)
        return UNREADABLE
    return 0


def described(expression: str, zone: str, start: datetime, count: int) -> Iterable[str]:
    """Give the expression in words, then each firing in local time and in UTC."""
    schedule = Cron(expression, zone)
    yield summary(expression)
    firings = schedule.upcoming(in_zone(start, schedule), count)
    for firing in firings:
        yield f"{firing.astimezone(schedule.zone).isoformat(' ')}  {utc(firing)}"
    if len(firings) < count:
        yield "END"


def answered(line: str, count: int) -> str:
    """Give a line of a batch (expression, zone and start between tabs) with its firings, or why there are none."""
    try:
        schedule, start = asked(line)
        firings = schedule.upcoming(start, count)
    except (ValueError, OverflowError) as error:
        return f"{line}\tERR {error}"
    return f"{line}\t{' '.join([*map(utc, firings), *(['END'] if len(firings) < count else [])])}"


def asked(line: str) -> tuple[Cron, datetime]:
    columns = line.split("\t")
    if len(columns) != 3:
        raise ValueError("expected an expression, a zone and a start, with tabs between them")
    expression, zone, start = columns
    schedule = Cron(expression, zone)
    return schedule, in_zone(datetime.fromisoformat(start), schedule)


def in_zone(moment: datetime, schedule: Cron) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=schedule.zone)


def utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
