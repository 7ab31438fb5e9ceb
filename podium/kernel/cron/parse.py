"""Reads the text of a cron expression, and says where it goes wrong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from podium.kernel.cron.expression import Expression
from podium.kernel.cron.fields import FIELDS, YEARS, CronError, Field

NUMBER = re.compile(r"[0-9]{1,9}")
ITEM = re.compile(r"(?:\*|(?P<first>[A-Z0-9]+)(?:-(?P<last>[A-Z0-9]+))?)?(?:/(?P<step>[0-9]{1,9}))?")
LAST_DAY = re.compile(r"L(?:-(?P<before>[0-9]{1,9}))?(?P<weekday>W)?")
NEAREST_WEEKDAY = re.compile(r"(?P<day>[0-9]+)W")
LAST_OR_NTH = re.compile(r"(?P<day>[A-Z0-9]+?)(?:L|#(?P<nth>.*))")

MOST_BEFORE_LAST = 30


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the expression that knows its field and where it begins, counted from 1."""

    text: str
    field: Field
    position: int

    def items(self) -> Iterator["Word"]:
        position = self.position
        for text in self.text.split(","):
            yield Word(text, self.field, position)
            position += len(text) + 1

    def wrong(self, why: str) -> CronError:
        return CronError(why, self.field.name, self.position)


def parse(text: str) -> Expression:
    """Read six or seven fields; raise CronError."""
    seconds, minutes, hours, days, months, weekdays, years = split(text)
    return Expression(
        seconds=numbers(seconds),
        minutes=numbers(minutes),
        hours=numbers(hours),
        days=day_rule(days, weekdays),
        months=numbers(months),
        years=numbers(years),
    )


def split(text: str) -> list[Word]:
    """Cut the text into its fields; a missing year is every year."""
    found = list(re.finditer(r"\S+", text))
    if len(found) > len(FIELDS):
        raise CronError("nothing may follow the year", YEARS.name, found[len(FIELDS)].start() + 1)
    words = [Word(piece[0].upper(), field, piece.start() + 1) for piece, field in zip(found, FIELDS, strict=False)]
    if len(words) == len(FIELDS) - 1:
        words.append(Word("*", YEARS, len(text) + 1))
    if len(words) < len(FIELDS):
        raise CronError("is missing", FIELDS[len(words)].name, len(text) + 1)
    return words


def day_rule(days: Word, weekdays: Word) -> DayRule:
    """Read the two day fields, of which exactly one must be left open."""
    match days.text, weekdays.text:
        case "?", "?":
            raise weekdays.wrong("? stands in day of month already; it can stand in one of the two only")
        case "?", _:
            return day_of_week(weekdays)
        case _, "?":
            return day_of_month(days)
    raise weekdays.wrong("either day of month or day of week must be ?")


def day_of_month(word: Word) -> DayRule:
    refuse_in_list(word, "LW")
    if found := LAST_DAY.fullmatch(word.text):
        before = days_before_last(word, found["before"] or "0")
        return LastWeekday(before) if found["weekday"] else LastDay(before)
    if found := NEAREST_WEEKDAY.fullmatch(word.text):
        return NearestWeekday(number(word, found["day"]))
    return DaysOfMonth(numbers(word))


def days_before_last(word: Word, text: str) -> int:
    if (before := int(text)) > MOST_BEFORE_LAST:
        raise word.wrong(f"the days before the last day can be {MOST_BEFORE_LAST} at most, not {before}")
    return before


def day_of_week(word: Word) -> DayRule:
    refuse_in_list(word, "L#")
    if word.text == "L":
        return DaysOfWeek((word.field.high,))
    if not (found := LAST_OR_NTH.fullmatch(word.text)):
        return DaysOfWeek(numbers(word))
    day = number(word, found["day"])
    if found["nth"] is None:
        return LastDayOfWeek(day)
    if not re.fullmatch("[1-5]", found["nth"]):
        raise word.wrong(f"a number from 1 to 5 must follow #, not {found['nth']!r}")
    return NthDayOfWeek(day, int(found["nth"]))


def refuse_in_list(word: Word, marks: str) -> None:
    """Raise where a mark that picks a single day is one of several items."""
    for item in word.items():
        if item.text != word.text and (mark := next((mark for mark in marks if mark in item.text), None)):
            raise item.wrong(f"{mark} must stand alone: no list with it")


def numbers(word: Word) -> tuple[int, ...]:
    """Read a list of numbers, names, ranges and steps."""
    return tuple(sorted({value for item in word.items() for value in item_numbers(item)}))


def item_numbers(item: Word) -> Sequence[int]:
    found = ITEM.fullmatch(item.text)
    if not found or not item.text:
        raise item.wrong(f"{item.text!r} is not understood" if item.text else "an item is empty")
    field = item.field
    first = number(item, found["first"]) if found["first"] else field.low
    if found["last"]:
        last = number(item, found["last"])
    elif found["first"] and not found["step"]:
        last = first
    else:
        last = field.high
    return progression(item, first, last, step(item, found["step"] or "1", limited=not found["last"]))


def number(item: Word, text: str) -> int:
    """Read a name or a number of the item's field."""
    field = item.field
    if (named := field.names.get(text)) is not None:
        return named
    if not NUMBER.fullmatch(text):
        raise item.wrong(f"{text!r} is not understood")
    if not field.low <= int(text) <= field.high:
        raise item.wrong(f"{int(text)} is not between {field.low} and {field.high}")
    return int(text)


def step(item: Word, text: str, limited: bool) -> int:
    """Read a step; the original limits it except after a range with two ends."""
    value = int(text)
    if value < 1 or (limited and value > item.field.high):
        raise item.wrong(f"the step {value} is not between 1 and {item.field.high}")
    return value


def progression(item: Word, first: int, last: int, by: int) -> Sequence[int]:
    """Count from first to last, around the end of the field where last is the lower."""
    if first <= last:
        return range(first, last + 1, by)
    if item.field is YEARS:
        raise item.wrong(f"the range ends before it begins: {first}-{last}")
    low, size = item.field.low, item.field.high - item.field.low + 1
    return [(value - low) % size + low for value in range(first, last + size + 1, by)]
