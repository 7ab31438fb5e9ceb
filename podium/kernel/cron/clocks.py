"""What clocks do when they are changed: some local times never come, others come twice.

A local time has two readings as an instant (PEP 495), which differ only around such a change. Of a repeated
time they are its occurrences in order. Of a time that never comes the first lies as far behind the change as
the time lies in the gap, and the second as far before the gap's end.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Dst = Literal["java", "dotnet"]

SECOND = timedelta(seconds=1)


def reading(local: datetime, zone: ZoneInfo, fold: int) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def second_or_never(local: datetime, zone: ZoneInfo) -> datetime | None:
    """Skip a time inside a gap; of a repeated time take the second occurrence, as Quartz for Java does."""
    instant = reading(local, zone, fold=1)
    return instant if instant.astimezone(zone).replace(tzinfo=None) == local else None


def first_or_later(local: datetime, zone: ZoneInfo) -> datetime:
    """Move a time inside a gap behind it; of a repeated time take the first occurrence, as Quartz.NET 3 does."""
    return reading(local, zone, fold=0)


INSTANTS: dict[Dst, Callable[[datetime, ZoneInfo], datetime | None]] = {
    "java": second_or_never,
    "dotnet": first_or_later,
}


def end_of_change(local: datetime, zone: ZoneInfo) -> datetime:
    """Give the local time at which the gap, or the repetition, that ``local`` lies in is over."""
    before, after = sorted(reading(local, zone, fold) for fold in (0, 1))
    offsets = [instant.astimezone(zone).utcoffset() or timedelta() for instant in (before, after)]
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if middle.astimezone(zone).utcoffset() == offsets[0]:
            before = middle
        else:
            after = middle
    return after.replace(tzinfo=None) + max(offsets)
