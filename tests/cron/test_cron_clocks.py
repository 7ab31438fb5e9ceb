"""Firings around changes of the clocks, after the manner of Quartz for Java and of Quartz.NET."""

from datetime import UTC, datetime

import pytest

from podium.kernel.cron import Cron, Dst

BEFORE_GAP = datetime(2027, 3, 27, 23, tzinfo=UTC)  # In Berlin 02:00 to 03:00 never comes, from 01:00 UTC.
BEFORE_OVERLAP = datetime(2027, 10, 30, 22, tzinfo=UTC)  # In Berlin 02:00 to 03:00 comes twice, first from 00:00 UTC.
IN_SECOND_PASS = datetime(2027, 10, 31, 1, 10, tzinfo=UTC)


def firings(expression: str, dst: Dst, after: datetime, count: int, zone: str = "Europe/Berlin") -> list[str]:
    return [firing.strftime("%d %H:%M:%S") for firing in Cron(expression, zone, dst).upcoming(after, count)]


def test_java_skips_a_time_that_never_comes() -> None:
    assert firings("0 30 2 * * ?", "java", BEFORE_GAP, 2) == ["29 00:30:00", "30 00:30:00"]


def test_dotnet_moves_a_time_that_never_comes_behind_the_gap() -> None:
    assert firings("0 30 2 * * ?", "dotnet", BEFORE_GAP, 2) == ["28 01:30:00", "29 00:30:00"]


def test_dotnet_fires_once_where_a_moved_time_meets_another() -> None:
    assert firings("0 30 2,3 * * ?", "dotnet", BEFORE_GAP, 2) == ["28 01:30:00", "29 00:30:00"]


def test_java_fires_at_the_second_of_two_occurrences() -> None:
    assert firings("0 30 2 * * ?", "java", BEFORE_OVERLAP, 2) == ["31 01:30:00", "01 01:30:00"]


def test_dotnet_fires_at_the_first_of_two_occurrences() -> None:
    assert firings("0 30 2 * * ?", "dotnet", BEFORE_OVERLAP, 2) == ["31 00:30:00", "01 01:30:00"]


def test_of_a_repeated_hour_java_rests_in_the_first_pass_and_dotnet_in_the_second() -> None:
    java = firings("0 0/30 1-3 * * ?", "java", BEFORE_OVERLAP, 5)
    assert java == ["30 23:00:00", "30 23:30:00", "31 01:00:00", "31 01:30:00", "31 02:00:00"]
    dotnet = firings("0 0/30 1-3 * * ?", "dotnet", BEFORE_OVERLAP, 5)
    assert dotnet == ["30 23:00:00", "30 23:30:00", "31 00:00:00", "31 00:30:00", "31 02:00:00"]


def test_from_within_the_first_pass_java_finds_only_what_its_local_time_has_before_it() -> None:
    first_pass = IN_SECOND_PASS.replace(hour=0)
    assert firings("0 0/30 * * * ?", "java", first_pass, 2) == ["31 01:30:00", "31 02:00:00"]


def test_from_within_the_second_pass_both_go_on_and_never_back() -> None:
    assert firings("0 30 * * * ?", "java", IN_SECOND_PASS, 2) == ["31 01:30:00", "31 02:30:00"]
    assert firings("0 30 * * * ?", "dotnet", IN_SECOND_PASS, 2) == ["31 02:30:00", "31 03:30:00"]


@pytest.mark.parametrize("dst", ["java", "dotnet"])
def test_every_second_goes_on_without_a_pause_where_clocks_go_forward(dst: Dst) -> None:
    last = datetime(2027, 3, 28, 0, 59, 58, tzinfo=UTC)
    assert firings("* * * * * ?", dst, last, 3) == ["28 00:59:59", "28 01:00:00", "28 01:00:01"]


@pytest.mark.parametrize(("dst", "first"), [("java", "03 15:15:00"), ("dotnet", "02 15:45:00")])
def test_a_change_may_be_half_an_hour(dst: Dst, first: str) -> None:
    # On Lord Howe Island 02:00 to 02:30 never comes on 3 October 2027.
    before = datetime(2027, 10, 2, 15, tzinfo=UTC)
    assert firings("0 15 2 * * ?", dst, before, 1, "Australia/Lord_Howe") == [first]


def test_a_day_may_begin_with_a_gap() -> None:
    # In Cairo 30 April 2027 begins at 01:00.
    before = datetime(2027, 4, 28, 22, tzinfo=UTC)
    assert firings("0 0 0 * * ?", "java", before, 2, "Africa/Cairo") == ["30 21:00:00", "01 21:00:00"]
    assert firings("0 0 0 * * ?", "dotnet", before, 2, "Africa/Cairo") == ["29 22:00:00", "30 21:00:00"]


def test_a_whole_day_may_be_missing() -> None:
    # Samoa went from 29 to 31 December 2011.
    before = datetime(2011, 12, 29, 12, tzinfo=UTC)
    assert firings("0 0 12 * * ?", "java", before, 2, "Pacific/Apia") == ["29 22:00:00", "30 22:00:00"]
    assert firings("* * * 30 12 ? 2011", "java", before, 1, "Pacific/Apia") == []


def test_the_first_hours_after_a_gap_of_two_fire_where_the_original_loses_them() -> None:
    # At Troll station 01:00 to 03:00 never comes on 28 March 2027.
    before = datetime(2027, 3, 28, tzinfo=UTC)
    assert firings("0 30 1,2,3 * * ?", "java", before, 2, "Antarctica/Troll") == ["28 01:30:00", "28 23:30:00"]
