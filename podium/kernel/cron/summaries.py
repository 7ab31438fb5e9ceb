"""Says in a sentence when a cron expression fires."""

from collections.abc import Sequence
from typing import Literal

from podium.kernel.cron.days import (
    DayRule,
    DaysOfMonth,
    DaysOfWeek,
    LastDay,
    LastDayOfWeek,
    LastWeekday,
    NearestWeekday,
    NthDayOfWeek,
)
from podium.kernel.cron.daytimes import times_of_day
from podium.kernel.cron.english import ENGLISH
from podium.kernel.cron.fields import DAYS, MONTHS, WEEKDAYS, YEARS
from podium.kernel.cron.german import GERMAN
from podium.kernel.cron.parse import parse
from podium.kernel.cron.shapes import progression
from podium.kernel.cron.wording import Wording

Language = Literal["en", "de"]

WORDINGS: dict[Language, Wording] = {"en": ENGLISH, "de": GERMAN}


def summary(expression: str, language: Language = "en") -> str:
    """Say in words when an expression fires, leaving out what does not narrow it. Raise CronError."""
    read, wording = parse(expression), WORDINGS[language]
    phrases = [
        *times_of_day(read, wording),
        on_days(read.days, wording),
        in_months(read.months, wording),
        in_years(read.years, wording),
    ]
    sentence = ", ".join(phrase for phrase in phrases if phrase)
    return sentence[0].upper() + sentence[1:]


def on_days(rule: DayRule, wording: Wording) -> str:
    match rule:
        case DaysOfMonth(numbers):
            return on_dates(numbers, wording)
        case DaysOfWeek(numbers):
            return on_weekdays(numbers, wording)
        case LastDay(before):
            return (wording.before_last if before else wording.last_day).format(nth=wording.nth(before))
        case LastWeekday(before):
            phrase = wording.weekday_nearest_before_last if before else wording.last_weekday
            return phrase.format(nth=wording.nth(before))
        case NearestWeekday(day):
            return wording.weekday_nearest.format(nth=wording.nth(day))
        case LastDayOfWeek(number):
            return wording.last_named.format(day=day_name(number, wording))
        case NthDayOfWeek(number, nth):
            return wording.nth_named.format(nth=wording.nth(nth), day=day_name(number, wording))


def on_dates(numbers: Sequence[int], wording: Wording) -> str:
    found = progression(numbers, DAYS)
    if found is None:
        return wording.on_dates.format(values=wording.listed(map(wording.nth, numbers)))
    if found.even and found.step == 1:
        return ""
    phrase = wording.date_run if found.step == 1 else wording.date_steps
    return phrase.format(first=wording.nth(found.first), last=wording.nth(found.last), step=found.step)


def on_weekdays(numbers: Sequence[int], wording: Wording) -> str:
    found = progression(numbers, WEEKDAYS)
    if found is None or found.step > 1:
        from_monday = sorted(numbers, key=lambda number: (number - 2) % 7)
        return wording.on_weekdays.format(values=wording.listed(day_name(number, wording) for number in from_monday))
    if found.even:
        return ""
    return wording.through.format(first=day_name(found.first, wording), last=day_name(found.last, wording))


def in_months(numbers: Sequence[int], wording: Wording) -> str:
    found = progression(numbers, MONTHS)
    if found is None or found.step > 1:
        names = wording.listed(wording.months[number - 1] for number in numbers)
        return wording.in_months.format(values=names)
    if found.even:
        return ""
    return wording.through.format(first=wording.months[found.first - 1], last=wording.months[found.last - 1])


def in_years(numbers: Sequence[int], wording: Wording) -> str:
    found = progression(numbers, YEARS)
    if found is None:
        return wording.in_years.format(values=wording.listed(numbers))
    if found.even and found.step == 1:
        return ""
    open_ended = found.last + found.step > YEARS.high
    span = (wording.year_on if open_ended else wording.year_run).format(first=found.first, last=found.last)
    return span if found.step == 1 else wording.every_years.format(step=found.step, span=span)


def day_name(number: int, wording: Wording) -> str:
    return wording.weekdays[(number - 2) % 7]
