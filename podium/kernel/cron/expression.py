"""A cron expression after reading, and its search for the next time that a wall clock would show."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from podium.kernel.cron.days import DayRule

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expression:
    """The numbers each field allows, in order, and the rule for the days of a month."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: DayRule
    months: tuple[int, ...]
    years: tuple[int, ...]

    def first_from(self, local: datetime) -> datetime | None:
        """Give the first matching wall-clock time that is not before ``local``, to the second."""
        today, allowed = local.date(), (self.hours, self.minutes, self.seconds)
        clock = next_row(allowed, (local.hour, local.minute, local.second))
        day = self._day_from(today if clock else today + ONE_DAY)
        if day is None:
            return None
        if clock is None or day != today:
            clock = tuple(values[0] for values in allowed)
        hour, minute, second = clock
        return datetime.combine(day, time(hour, minute, second))

    def _day_from(self, start: date) -> date | None:
        allowed = (self.years, self.months)
        row = next_row(allowed, (start.year, start.month))
        while row is not None:
            year, month = row
            for number in self.days.of(year, month):
                if (day := date(year, month, number)) >= start:
                    return day
            row = next_row(allowed, (year, month + 1))
        return None


def next_row(allowed: Sequence[Sequence[int]], wanted: Sequence[int]) -> tuple[int, ...] | None:
    """Give the smallest row of allowed values, the leading one counting most, that is not below ``wanted``."""
    if not allowed:
        return ()
    values, target = allowed[0], wanted[0]
    at = bisect_left(values, target)
    if at < len(values) and values[at] == target:
        rest = next_row(allowed[1:], wanted[1:])
        if rest is not None:
            return (target, *rest)
        at += 1
    return (values[at], *(later[0] for later in allowed[1:])) if at < len(values) else None
