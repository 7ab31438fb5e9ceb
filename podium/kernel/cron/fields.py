"""The seven fields of a cron expression: what they are called, and which numbers and names they take."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute


class CronError(ValueError):
    """An expression that cannot be read: why, in which field, at which position (the first character is 1)."""

    def __init__(self, why: str, field: str, position: int) -> None:
        super().__init__(f"{field} (position {position}): {why}")
        self.why, self.field, self.position = why, field, position


@dataclass(frozen=True, slots=True)
class Field:
    """Takes the numbers from ``low`` to ``high``, and names that stand for some of them."""

    name: str
    low: int
    high: int
    names: Mapping[str, int] = attribute(default_factory=dict)


def numbered(names: str) -> dict[str, int]:
    """Number full English names from 1, each also by its first three letters."""
    return {form: number for number, name in enumerate(names.split(), start=1) for form in (name[:3], name)}


SECONDS = Field("seconds", 0, 59)
MINUTES = Field("minutes", 0, 59)
HOURS = Field("hours", 0, 23)
DAYS = Field("day of month", 1, 31)
MONTHS = Field(
    "month",
    1,
    12,
    numbered("JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER"),
)
WEEKDAYS = Field("day of week", 1, 7, numbered("SUNDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY"))
YEARS = Field("year", 1970, 2199)

FIELDS = (SECONDS, MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS, YEARS)
