"""What an expression may say, what is refused with which reason, and where we read otherwise than the original."""

from datetime import UTC, date, datetime

import pytest

from podium.kernel.cron import Cron, CronError

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def dates(expression: str, count: int = 4) -> list[str]:
    return [firing.strftime("%d %b %y") for firing in Cron(expression).upcoming(MONDAY, count)]


@pytest.mark.parametrize(
    ("expression", "field", "position", "why"),
    [
        ("", "seconds", 1, "is missing"),
        ("0 0 12 * *", "day of week", 11, "is missing"),
        ("0 0 12 * * ? 2027 1", "year", 19, "nothing may follow the year"),
        ("60 0 12 * * ?", "seconds", 1, "60 is not between 0 and 59"),
        ("0 0 8,24 * * ?", "hours", 7, "24 is not between 0 and 23"),
        ("0 0 12 32W * ?", "day of month", 8, "32 is not between 1 and 31"),
        ("0 0 12 ? JAN,FOO MON", "month", 14, "'FOO' is not understood"),
        ("0 0 12 ? * MON-", "day of week", 12, "'MON-' is not understood"),
        ("? 0 12 * * ?", "seconds", 1, "'?' is not understood"),
        ("0 0 12 1,,5 * ?", "day of month", 10, "an item is empty"),
        ("0 0/0 12 * * ?", "minutes", 3, "the step 0 is not between 1 and 59"),
        ("0 0 */24 * * ?", "hours", 5, "the step 24 is not between 1 and 23"),
        ("0 0 12 * * ? 2028-2026", "year", 14, "the range ends before it begins: 2028-2026"),
        ("0 0 12 L,15 * ?", "day of month", 8, "L must stand alone: no list with it"),
        ("0 0 12 1,15W * ?", "day of month", 10, "W must stand alone: no list with it"),
        ("0 0 12 ? * MON,FRI#2", "day of week", 16, "# must stand alone: no list with it"),
        ("0 0 12 L-31 * ?", "day of month", 8, "the days before the last day can be 30 at most, not 31"),
        ("0 0 12 ? * FRI#6", "day of week", 12, "a number from 1 to 5 must follow #, not '6'"),
        ("0 0 12 * * *", "day of week", 12, "either day of month or day of week must be ?"),
        ("0 0 12 ? * ?", "day of week", 12, "? stands in day of month already; it can stand in one of the two only"),
    ],
)
def test_a_refusal_names_reason_field_and_position(expression: str, field: str, position: int, why: str) -> None:
    with pytest.raises(CronError) as refusal:
        Cron(expression)
    assert (refusal.value.field, refusal.value.position, refusal.value.why) == (field, position, why)
    assert str(refusal.value) == f"{field} (position {position}): {why}"


@pytest.mark.parametrize(
    "expression",
    [
        *("5X * * * * ?", "*5 * * * * ?", "0 0 12 ?X * MON", "0 0 12 1-2-3 * ?", "0 0 12 ? * 6L3", "0 0 12 1-15W * ?"),
        *("0 0 12 0W * ?", "0 0 12 5-0 * ?", "0 0 12 ? * 8#1", "0 0 12 * * ? 1960", "0 0 12 * * ? 2200"),
    ],
)
def test_what_the_original_ignores_or_loops_on_is_refused(expression: str) -> None:
    with pytest.raises(CronError):
        Cron(expression)


def test_names_may_be_written_in_any_case_and_in_full() -> None:
    assert dates("0 0 12 ? jan-Mar frIL") == dates("0 0 12 ? 1-3 6L")
    assert dates("0 0 12 ? January-MARCH Monday-Friday") == dates("0 0 12 ? 1-3 2-6")


def test_a_range_goes_around_the_end_of_its_field() -> None:
    assert dates("0 0 12 30-2 * ?") == ["30 Nov 26", "01 Dec 26", "02 Dec 26", "30 Dec 26"]
    assert dates("0 0 12 1 NOV-FEB ?", 5) == ["01 Dec 26", "01 Jan 27", "01 Feb 27", "01 Nov 27", "01 Dec 27"]


def test_a_step_after_names_or_after_a_name_counts() -> None:
    assert dates("0 0 12 1 FEB-JUL/2 ?") == ["01 Feb 27", "01 Apr 27", "01 Jun 27", "01 Feb 28"]
    assert dates("0 0 12 ? * WED/2") == ["25 Nov 26", "27 Nov 26", "02 Dec 26", "04 Dec 26"]


def test_a_range_may_mix_a_name_and_a_number() -> None:
    assert dates("0 0 12 ? * TUE-5") == dates("0 0 12 ? * 3-THU") == dates("0 0 12 ? * 3-5")


def test_the_nearest_weekday_stays_in_its_month() -> None:
    assert dates("0 0 12 1W MAY ?", 2) == ["03 May 27", "01 May 28"]
    assert dates("0 0 12 31W JAN ?", 2) == ["29 Jan 27", "31 Jan 28"]


def test_a_month_without_the_day_is_left_out() -> None:
    assert dates("0 0 12 31W 3-6 ?", 3) == ["31 Mar 27", "31 May 27", "31 Mar 28"]
    assert dates("0 0 12 L-30 * ?") == ["01 Dec 26", "01 Jan 27", "01 Mar 27", "01 May 27"]
    assert dates("0 0 12 ? * 6#5", 2) == ["29 Jan 27", "30 Apr 27"]


def test_a_weekday_counted_from_the_end_is_found_where_the_original_never_returns() -> None:
    assert dates("0 0 12 L-30W 5,6 ?", 2) == ["03 May 27", "01 May 28"]


def test_a_last_weekday_is_found_in_a_zone_whose_day_may_begin_with_a_gap() -> None:
    firing = Cron("0 0 0 LW * ?", "Africa/Cairo").next_after(datetime(2032, 12, 3, 6, 33, 37, tzinfo=UTC))
    assert firing == datetime(2032, 12, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize("days", ["30 2", "31 2,4,6,9,11", "L-30 2"])
def test_dates_that_never_come_have_no_firing(days: str) -> None:
    assert Cron(f"0 0 12 {days} ?").next_after(MONDAY) is None


def test_the_last_firing_is_in_2199() -> None:
    last = Cron("59 59 23 * * ?").next_after(datetime(2199, 12, 31, tzinfo=UTC))
    assert last is not None
    assert last.date() == date(2199, 12, 31)
    assert Cron("59 59 23 * * ?").next_after(last) is None


def test_a_firing_comes_after_the_moment_even_by_a_part_of_a_second() -> None:
    assert Cron("* * * * * ?").next_after(MONDAY) == MONDAY.replace(second=1)
    assert Cron("* * * * * ?").next_after(MONDAY.replace(microsecond=999_999)) == MONDAY.replace(second=1)
