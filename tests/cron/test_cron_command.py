"""``podium cron`` as people and scripts meet it."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from podium.cli.cron import cron

EXAMPLES = Path(__file__).parent / "vectors" / "quartz-examples.tsv"
START = datetime(2027, 3, 27, 12, tzinfo=UTC)


def test_an_expression_is_said_and_its_firings_shown_in_local_time_and_utc(capsys: pytest.CaptureFixture[str]) -> None:
    assert cron("0 30 2 ? * MON-FRI", "W. Europe Standard Time", START, 2, batch=False) == 0
    assert capsys.readouterr().out.splitlines() == [
        "At 02:30 AM, Monday through Friday",
        "2027-03-29 02:30:00+02:00  2027-03-29T00:30:00Z",
        "2027-03-30 02:30:00+02:00  2027-03-30T00:30:00Z",
    ]


def test_a_start_without_an_offset_is_local_to_the_zone(capsys: pytest.CaptureFixture[str]) -> None:
    local = START.replace(hour=12, tzinfo=None)
    assert cron("0 0 12,13 * * ?", "Asia/Kolkata", local, 1, batch=False) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["2027-03-27 13:00:00+05:30  2027-03-27T07:30:00Z"]


def test_the_end_of_firings_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cron("0 0 12 28 3 ? 2027", "UTC", START, 3, batch=False) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["2027-03-28 12:00:00+00:00  2027-03-28T12:00:00Z", "END"]


def test_without_a_start_firings_lie_in_the_future(capsys: pytest.CaptureFixture[str]) -> None:
    assert cron("0 0 0 1 1 ? 2020,2199", "UTC", None, 1, batch=False) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["2199-01-01 00:00:00+00:00  2199-01-01T00:00:00Z"]


@pytest.mark.parametrize(
    ("expression", "zone", "reason"),
    [
        ("0 0 25 * * ?", "UTC", "podium cron: hours (position 5): 25 is not between 0 and 23\n"),
        ("0 0 12 * * ?", "Mars", "podium cron: unknown time zone: 'Mars'\n"),
        (None, "UTC", "podium cron: give an expression, or --batch and lines to read\n"),
    ],
)
def test_a_refusal_has_its_reason_and_status(
    expression: str | None, zone: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cron(expression, zone, START, 1, batch=False) == 2
    assert capsys.readouterr() == ("", reason)


def batch(text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert cron(None, "UTC", None, 8, batch=True) == 0
    return capsys.readouterr().out.splitlines()


def test_a_batch_answers_the_examples_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = EXAMPLES.read_text("utf-8").splitlines()
    asked = "".join(line.rpartition("\t")[0] + "\n" for line in expected)
    answered = batch(asked, monkeypatch, capsys)
    assert [line.split("ERR")[0] for line in answered] == [line.split("ERR")[0] for line in expected]


def test_a_batch_says_what_is_wrong_with_a_line_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        "abc",
        "* * * * * ?\tUTC\tsoon",
        "* * * * * ?\tUTC\t9999-12-31T23:59:59Z",
        "0 0 0 1 1 ? 2028\tUTC\t2027-01-01",
    ]
    assert batch("\n".join(lines), monkeypatch, capsys) == [
        "abc\tERR expected an expression, a zone and a start, with tabs between them",
        "* * * * * ?\tUTC\tsoon\tERR Invalid isoformat string: 'soon'",
        "* * * * * ?\tUTC\t9999-12-31T23:59:59Z\tERR date value out of range",
        "0 0 0 1 1 ? 2028\tUTC\t2027-01-01\t2028-01-01T00:00:00Z END",
    ]
