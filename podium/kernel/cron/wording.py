"""What a language brings for summaries: names, forms of numbers, and phrases with places to fill."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: one of it, many of it, and the larger one that it counts within."""

    one: str
    many: str
    within: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One language. Phrases take a list as ``values``, a progression as ``first``, ``last`` and ``step``."""

    clock: Callable[[time], str]
    nth: Callable[[int], str]
    conjunction: str

    second: Unit
    minute: Unit
    hour: Unit
    weekdays: tuple[str, ...]  # from Monday
    months: tuple[str, ...]

    # Times of a day: how often, then within what.
    at: str
    every: str
    every_step: str
    every_step_of: str
    list_of: str
    run_of: str
    from_to: str
    between: str
    in_one: str
    in_list: str
    in_run: str
    in_steps: str

    # Days of a month.
    on_weekdays: str
    on_dates: str
    date_run: str
    date_steps: str
    last_day: str
    before_last: str
    last_weekday: str
    weekday_nearest: str
    weekday_nearest_before_last: str
    last_named: str
    nth_named: str

    # Months and years.
    through: str
    in_months: str
    in_years: str
    year_run: str
    year_on: str
    every_years: str

    def listed(self, items: Iterable[object]) -> str:
        """Join as in a sentence: a, b and c."""
        *front, last = map(str, items)
        return f"{', '.join(front)} {self.conjunction} {last}" if front else last
