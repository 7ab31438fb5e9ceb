"""Reads the days of an iCalendar file (RFC 5545): those that its events cover from midnight to midnight."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from podium.domains.calendars.errors import UnreadableCalendar

ONE_DAY = timedelta(days=1)
FOLD = re.compile(r"\r?\n[ \t]")
LINE = re.compile(r"(?P<name>[A-Za-z-]+)(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?:(?P<value>.*)")
MOMENT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<time>T\d{6}Z?)?")
MIDNIGHTS = (None, "T000000", "T000000Z")
Event = dict[str, list[str]]


def days_in(text: str, until: date) -> set[date]:
    """Every day that an event covers, those of repeated events up to ``until``."""
    if "BEGIN:VCALENDAR" not in text.upper():
        raise UnreadableCalendar(why="it is no iCalendar")
    return {day for event in events_in(text) for day in days_of_event(event, until)}


def events_in(text: str) -> Iterator[Event]:
    """The properties of each event, by name."""
    event: Event | None = None
    for line in FOLD.sub("", text).splitlines():
        found = LINE.match(line)
        name, value = (found["name"].upper(), found["value"].strip()) if found else ("", "")
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            event = defaultdict(list)
        elif (name, value.upper()) == ("END", "VEVENT") and event is not None:
            yield event
            event = None
        elif event is not None:
            event[name].append(value)


def days_of_event(event: Event, until: date) -> Iterator[date]:
    if "CANCELLED" in event["STATUS"] or not event["DTSTART"]:
        return
    start, whole = day_of(event["DTSTART"][0])
    end, whole_end = day_of(event["DTEND"][0]) if event["DTEND"] else (start + ONE_DAY, whole)
    if not whole or not whole_end:
        return
    left_out = {day_of(text)[0] for value in event["EXDATE"] for text in value.split(",")}
    length = max((end - start).days, 1)
    for first in begins(start, event["RRULE"][0] if event["RRULE"] else "", until):
        if first not in left_out:
            yield from (first + timedelta(days=number) for number in range(length))


def begins(start: date, rule: str, until: date) -> Iterator[date]:
    """The days on which an event begins."""
    parts = dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)
    frequency, step = parts.pop("FREQ", None), number_of(parts.pop("INTERVAL", "1"))
    count = number_of(parts.pop("COUNT")) if "COUNT" in parts else None
    end = min(until, day_of(parts.pop("UNTIL"))[0]) if "UNTIL" in parts else until
    same = {"BYMONTH": str(start.month), "BYMONTHDAY": str(start.day), "WKST": parts.get("WKST")}
    if frequency not in (None, "DAILY", "WEEKLY", "YEARLY") or any(same.get(k) != v for k, v in parts.items()):
        raise UnreadableCalendar(why=f"the rule {rule} is not understood")
    if frequency is None:
        count = 1
    for number, day in enumerate(repeated(start, frequency or "DAILY", step)):
        if day > max(end, start) or number == count:
            return
        yield day


def repeated(start: date, frequency: str, step: int) -> Iterator[date]:
    """Every ``step`` days, weeks or years; a 29th of February only in leap years."""
    if frequency != "YEARLY":
        span = timedelta(days=step * (7 if frequency == "WEEKLY" else 1))
        day = start
        while True:
            yield day
            day += span
    for year in range(start.year, date.max.year, step):
        try:
            yield start.replace(year=year)
        except ValueError:
            continue


def day_of(text: str) -> tuple[date, bool]:
    """The day that a date or a moment names, and whether it is its midnight."""
    found = MOMENT.fullmatch(text.strip())
    if found is None:
        raise UnreadableCalendar(why=f"{text} is no date")
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])), found["time"] in MIDNIGHTS
    except ValueError as problem:
        raise UnreadableCalendar(why=f"{text} is no date") from problem


def number_of(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 10_000:
        raise UnreadableCalendar(why=f"{text} is no number of times")
    return int(text)
