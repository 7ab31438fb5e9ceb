"""What holds for any expression, against a matcher that knows nothing of our reading and searching.

The matcher looks at one local time and at the text of one field at a time; the expected firings are those of all
minutes (or days) of a span that it takes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from podium.kernel.cron import Cron, Dst, Language, summary

pytestmark = pytest.mark.slow

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago"]

calm = settings(max_examples=60, deadline=None, derandomize=True)


# The matcher.


def listed(field: str, value: int, low: int, high: int) -> bool:
    return any(item_takes(item, value, low, high) for item in field.split(","))


def item_takes(item: str, value: int, low: int, high: int) -> bool:
    values, _, step = item.partition("/")
    first, _, last = (f"{low}-{high}" if values == "*" else values).partition("-")
    end = int(last) if last else high if step else int(first)
    far = (end - int(first)) % (high - low + 1)
    away = (value - int(first)) % (high - low + 1)
    return away <= far and away % int(step or 1) == 0


def day_of_month_takes(field: str, day: date) -> bool:
    if field.startswith("L"):
        before, weekday = field.strip("LW-") or "0", field.endswith("W")
        last = next(day.replace(day=number) for number in (31, 30, 29, 28) if exists(day, number))
        wanted = last - int(before) * DAY
        return wanted.month == day.month and day == (closest_weekday(wanted) if weekday else wanted)
    if field.endswith("W"):
        return exists(day, int(field[:-1])) and day == closest_weekday(day.replace(day=int(field[:-1])))
    return listed(field, day.day, 1, 31)


def day_of_week_takes(field: str, day: date) -> bool:
    number = day.isoweekday() % 7 + 1
    if field.endswith("L"):
        return number == int(field[:-1]) and (day + 7 * DAY).month != day.month
    if "#" in field:
        wanted, nth = map(int, field.split("#"))
        return number == wanted and 7 * (nth - 1) < day.day <= 7 * nth
    return listed(field, number, 1, 7)


def exists(month: date, number: int) -> bool:
    try:
        return bool(month.replace(day=number))
    except ValueError:
        return False


def closest_weekday(wanted: date) -> date:
    near = [wanted + days * DAY for days in (0, -1, 1, -2, 2)]
    return next(day for day in near if day.month == wanted.month and day.isoweekday() <= 5)


def day_takes(expression: str, day: date) -> bool:
    _, _, _, days, months, weekdays = expression.split()
    takes = day_of_week_takes(weekdays, day) if days == "?" else day_of_month_takes(days, day)
    return takes and listed(months, day.month, 1, 12)


def minute_takes(expression: str, local: datetime) -> bool:
    _, minutes, hours, *_ = expression.split()
    takes = listed(minutes, local.minute, 0, 59) and listed(hours, local.hour, 0, 23)
    return takes and day_takes(expression, local.date())


def span(start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    while start < end:
        yield start
        start += step


# Expressions and moments.


@st.composite
def fields(draw: st.DrawFn, low: int, high: int) -> str:
    numbers, steps = st.integers(low, high), st.integers(1, min(high, 12))
    item = st.one_of(
        st.just("*"),
        st.builds(str, numbers),
        st.builds("{}-{}".format, numbers, numbers),
        st.builds("{}/{}".format, st.one_of(st.just("*"), numbers), steps),
        st.builds("{}-{}/{}".format, numbers, numbers, steps),
    )
    return ",".join(draw(st.lists(item, min_size=1, max_size=3)))


def day_fields() -> st.SearchStrategy[tuple[str, str]]:
    weekday = st.integers(1, 7)
    of_month = st.one_of(
        fields(1, 31),
        st.sampled_from(["L", "LW"]),
        st.builds("L-{}{}".format, st.integers(0, 30), st.sampled_from(["", "W"])),
        st.builds("{}W".format, st.integers(1, 31)),
    )
    of_week = st.one_of(
        fields(1, 7), st.builds("{}L".format, weekday), st.builds("{}#{}".format, weekday, st.integers(1, 5))
    )
    return st.one_of(st.tuples(of_month, st.just("?")), st.tuples(st.just("?"), of_week))


@st.composite
def expressions(draw: st.DrawFn, seconds: st.SearchStrategy[str], clock: st.SearchStrategy[str]) -> str:
    days, weekdays = draw(day_fields())
    months = draw(st.one_of(st.just("*"), fields(1, 12)))
    return f"{draw(seconds)} {draw(clock)} {days} {months} {weekdays}"


any_clock = st.builds("{} {}".format, fields(0, 59), fields(0, 23))
by_the_minute = expressions(st.just("0"), any_clock)
by_the_second = expressions(fields(0, 59), any_clock)
at_noon = expressions(st.just("0"), st.just("0 12"))
at_night = st.builds("0 {} {} * * ?".format, fields(0, 59), st.sampled_from(["*", "0-3", "1,2,3", "2"]))

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.integers(0, 15 * 365 * 24 * 3600).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
minutes = moments.map(lambda moment: moment.replace(second=0))
places = st.sampled_from(ZONES)

# Twelve hours before clocks go forward, and before they go back.
CHANGES = [
    *(("Europe/Berlin", (2027, 3, 27, 13)), ("Europe/Berlin", (2027, 10, 30, 13))),
    *(("America/New_York", (2027, 3, 13, 19)), ("America/New_York", (2027, 11, 6, 18))),
    *(("Australia/Lord_Howe", (2027, 10, 2, 3)), ("Australia/Lord_Howe", (2027, 4, 3, 3))),
    *(("Africa/Cairo", (2027, 4, 29, 10)), ("Africa/Cairo", (2027, 10, 28, 9))),
]


@st.composite
def around_changes(draw: st.DrawFn) -> tuple[str, datetime]:
    zone, (year, month, day, hour) = draw(st.sampled_from(CHANGES))
    return zone, datetime(year, month, day, hour, tzinfo=UTC) + draw(st.integers(60, 90)) * 10 * MINUTE


# What holds.


def shown_and_matching(expression: str, zone: str, start: datetime, end: datetime) -> list[datetime]:
    """Find the minutes whose local time matches, of a repeated local time the last."""
    shown = {at.astimezone(ZoneInfo(zone)).replace(tzinfo=None): at for at in span(start, end + 2 * HOUR, MINUTE)}
    return [at for local, at in sorted(shown.items()) if at < end and minute_takes(expression, local)]


def is_shown_for_the_last_time(moment: datetime, zone: str) -> bool:
    return moment.astimezone(ZoneInfo(zone)).replace(fold=1).astimezone(UTC) == moment


@calm
@given(expression=by_the_minute, zone=places, start=minutes)
def test_the_firings_are_all_matching_minutes(expression: str, zone: str, start: datetime) -> None:
    end = start + 12 * HOUR
    firings = Cron(expression, zone).upcoming(start - SECOND, 12 * 60)
    assert [firing for firing in firings if firing < end] == shown_and_matching(expression, zone, start, end)


@calm
@given(expression=at_night, place=around_changes())
def test_around_changes_they_are_those_shown_for_the_last_time(expression: str, place: tuple[str, datetime]) -> None:
    zone, start = place
    assume(is_shown_for_the_last_time(start, zone))
    end = start + 12 * HOUR
    firings = Cron(expression, zone).upcoming(start - SECOND, 12 * 60)
    assert [firing for firing in firings if firing < end] == shown_and_matching(expression, zone, start, end)


@calm
@given(expression=at_noon, start=minutes)
def test_the_days_are_all_matching_days(expression: str, start: datetime) -> None:
    noon = start.replace(hour=12, minute=0)
    end = noon + 400 * DAY
    expected = [day for day in span(noon, end, DAY) if day_takes(expression, day.date())]
    firings = Cron(expression).upcoming(noon - SECOND, 400)
    assert [firing for firing in firings if firing < end] == expected


@calm
@given(expression=by_the_second, zone=places, start=moments)
def test_firings_follow_each_other_and_none_lies_between(expression: str, zone: str, start: datetime) -> None:
    cron = Cron(expression, zone)
    firings = cron.upcoming(start, 20)
    assume(firings)
    assert all(before < after for before, after in pairwise([start, *firings]))
    assert cron.next_after(firings[0] - timedelta(microseconds=1)) == firings[0]


@calm
@given(expression=at_night, place=around_changes(), dst=st.sampled_from(["java", "dotnet"]))
def test_firings_never_go_back_where_clocks_do(expression: str, place: tuple[str, datetime], dst: Dst) -> None:
    zone, start = place
    firings = Cron(expression, zone, dst).upcoming(start, 50)
    assert all(before < after for before, after in pairwise([start, *firings]))


@calm
@given(expression=by_the_second, language=st.sampled_from(["en", "de"]))
def test_every_valid_expression_can_be_said(expression: str, language: Language) -> None:
    assert "{" not in summary(expression, language)
