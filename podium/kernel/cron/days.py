"""The rules by which an expression picks days of a month. Days of the week count from Sunday = 1."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DaysOfMonth:
    """Days by number; a month too short for one goes without it."""

    numbers: tuple[int, ...]

    def of(self, year: int, month: int) -> Sequence[int]:
        last = length(year, month)
        return [number for number in self.numbers if number <= last]


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day (``L``), or a day counted back from it (``L-3``)."""

    before: int = 0

    def of(self, year: int, month: int) -> Sequence[int]:
        day = length(year, month) - self.before
        return [day] if day >= 1 else []


@dataclass(frozen=True, slots=True)
class NearestWeekday:
    """A day that is none of Monday to Friday gives way to the closest of them in the same month (``15W``)."""

    day: int

    def of(self, year: int, month: int) -> Sequence[int]:
        return nearest_weekday(year, month, self.day)


@dataclass(frozen=True, slots=True)
class LastWeekday:
    """The same, counted back from the last day (``LW``, ``L-3W``)."""

    before: int = 0

    def of(self, year: int, month: int) -> Sequence[int]:
        return nearest_weekday(year, month, length(year, month) - self.before)


@dataclass(frozen=True, slots=True)
class DaysOfWeek:
    """Every day of the month that is one of these days of the week."""

    numbers: tuple[int, ...]

    def of(self, year: int, month: int) -> Sequence[int]:
        return sorted(day for number in self.numbers for day in occurrences(number, year, month))


@dataclass(frozen=True, slots=True)
class LastDayOfWeek:
    """The last Friday, say (``6L``)."""

    number: int

    def of(self, year: int, month: int) -> Sequence[int]:
        return occurrences(self.number, year, month)[-1:]


@dataclass(frozen=True, slots=True)
class NthDayOfWeek:
    """The third Friday, say (``6#3``); a month without a fifth goes without."""

    number: int
    nth: int

    def of(self, year: int, month: int) -> Sequence[int]:
        return occurrences(self.number, year, month)[self.nth - 1 : self.nth]


DayRule = DaysOfMonth | LastDay | NearestWeekday | LastWeekday | DaysOfWeek | LastDayOfWeek | NthDayOfWeek


def length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def occurrences(number: int, year: int, month: int) -> range:
    """Give the days of the month that are this day of the week."""
    first = date(year, month, 1).isoweekday() % 7 + 1
    return range((number - first) % 7 + 1, length(year, month) + 1, 7)


def nearest_weekday(year: int, month: int, day: int) -> Sequence[int]:
    """Move a Saturday or Sunday within its month; a day that the month does not have stays out."""
    last = length(year, month)
    if not 1 <= day <= last:
        return []
    shift = {6: -1, 7: 1}.get(date(year, month, day).isoweekday(), 0)
    return [day + shift if 1 <= day + shift <= last else day - 2 * shift]
