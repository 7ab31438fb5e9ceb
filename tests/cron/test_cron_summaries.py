"""Expressions in words."""

from pathlib import Path

import pytest

from podium.kernel.cron import CronError, Language, summary

VECTORS = Path(__file__).parent / "vectors"


@pytest.mark.parametrize(
    ("expression", "english", "german"),
    [
        ("0 0 12 * * ?", "At 12:00 PM", "Um 12:00 Uhr"),
        ("30 45 23 * * ?", "At 11:45:30 PM", "Um 23:45:30 Uhr"),
        ("0 0 8,12,17 * * ?", "At 08:00 AM, 12:00 PM and 05:00 PM", "Um 08:00, 12:00 und 17:00 Uhr"),
        ("0 10,44 14 * * ?", "At 02:10 PM and 02:44 PM", "Um 14:10 und 14:44 Uhr"),
        (
            "0 0/12 8 * * ?",
            "At 08:00 AM, 08:12 AM, 08:24 AM, 08:36 AM and 08:48 AM",
            "Um 08:00, 08:12, 08:24, 08:36 und 08:48 Uhr",
        ),
        (
            "0 0/10 8 * * ?",
            "Every 10 minutes, between 08:00 AM and 08:59 AM",
            "Alle 10 Minuten, zwischen 08:00 und 08:59 Uhr",
        ),
        ("* * * * * ?", "Every second", "Jede Sekunde"),
        ("*/10 * * * * ?", "Every 10 seconds", "Alle 10 Sekunden"),
        ("0 * * * * ?", "Every minute", "Jede Minute"),
        ("30 * * * * ?", "Every minute, at second 30", "Jede Minute, in Sekunde 30"),
        (
            "0 5/15 * * * ?",
            "Every 15 minutes from minute 5 to 50 of each hour",
            "Alle 15 Minuten von Minute 5 bis 50 jeder Stunde",
        ),
        (
            "0 0/7 * * * ?",
            "Every 7 minutes from minute 0 to 56 of each hour",
            "Alle 7 Minuten von Minute 0 bis 56 jeder Stunde",
        ),
        ("0 0 * * * ?", "Every hour", "Jede Stunde"),
        ("0 15 * * * ?", "Every hour, at minute 15", "Jede Stunde, in Minute 15"),
        ("30 0 0/2 * * ?", "Every 2 hours, at minute 0, at second 30", "Alle 2 Stunden, in Minute 0, in Sekunde 30"),
        ("0 0 9/3 * * ?", "Every 3 hours from 09:00 AM to 09:00 PM", "Alle 3 Stunden von 09:00 bis 21:00 Uhr"),
        ("0 30 22-2 * * ?", "Every hour from 10:30 PM to 02:30 AM", "Jede Stunde von 22:30 bis 02:30 Uhr"),
        (
            "0 * 14 * * ?",
            "Every minute, between 02:00 PM and 02:59 PM",
            "Jede Minute, zwischen 14:00 und 14:59 Uhr",
        ),
        (
            "0 3-9 8,12,17 * * ?",
            "At minutes 3 to 9 of each hour, in hours 8, 12 and 17",
            "In den Minuten 3 bis 9 jeder Stunde, in den Stunden 8, 12 und 17",
        ),
        (
            "1,2,9 20-30 0/4 * * ?",
            "At seconds 1, 2 and 9 of each minute, in minutes 20 to 30, in every 4th hour from 0 to 20",
            "In den Sekunden 1, 2 und 9 jeder Minute, in den Minuten 20 bis 30, in jeder 4. Stunde von 0 bis 20",
        ),
    ],
)
def test_times_of_a_day_are_said(expression: str, english: str, german: str) -> None:
    assert (summary(expression), summary(expression, "de")) == (english, german)


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        ("? * MON-FRI", "Monday through Friday", "Montag bis Freitag"),
        ("? * SAT-MON", "Saturday through Monday", "Samstag bis Montag"),
        ("? * 1,4,7", "on Wednesday, Saturday and Sunday", "am Mittwoch, Samstag und Sonntag"),
        ("? * L", "on Saturday", "am Samstag"),
        ("? * 6#3", "on the 3rd Friday of the month", "am 3. Freitag des Monats"),
        ("? * FRIL", "on the last Friday of the month", "am letzten Freitag des Monats"),
        ("1,22 * ?", "on the 1st and 22nd of the month", "am 1. und 22. des Monats"),
        ("11-13 * ?", "from the 11th to the 13th of the month", "vom 11. bis zum 13. des Monats"),
        (
            "1/5 * ?",
            "every 5 days from the 1st to the 31st of the month",
            "alle 5 Tage vom 1. bis zum 31. des Monats",
        ),
        ("L * ?", "on the last day of the month", "am letzten Tag des Monats"),
        ("L-2 * ?", "on the 2nd day before the last day of the month", "am 2. Tag vor dem letzten Tag des Monats"),
        (
            "LW * ?",
            "on the last weekday of the month",
            "am letzten Wochentag (Montag bis Freitag) des Monats",
        ),
        (
            "15W * ?",
            "on the weekday nearest to the 15th of the month",
            "am Wochentag (Montag bis Freitag), der dem 15. des Monats am nächsten liegt",
        ),
        (
            "L-3W * ?",
            "on the weekday nearest to the 3rd day before the last day of the month",
            "am Wochentag (Montag bis Freitag), der dem 3. Tag vor dem letzten Tag des Monats am nächsten liegt",
        ),
        ("* NOV-FEB ?", "November through February", "November bis Februar"),
        ("* 1/6 ?", "in January and July", "im Januar und Juli"),
        ("* * ? 2027", "in 2027", "nur 2027"),
        ("* * ? 2027-2030", "from 2027 to 2030", "von 2027 bis 2030"),
        ("* * ? 2027/1", "from 2027 on", "ab 2027"),
        ("* * ? 2027/2", "every 2 years from 2027 on", "alle 2 Jahre ab 2027"),
        ("* * ? 2027-2033/3", "every 3 years from 2027 to 2033", "alle 3 Jahre von 2027 bis 2033"),
    ],
)
def test_days_months_and_years_are_said(days: str, english: str, german: str) -> None:
    assert summary(f"0 0 12 {days}") == f"At 12:00 PM, {english}"
    assert summary(f"0 0 12 {days}", "de") == f"Um 12:00 Uhr, {german}"


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_phrase_is_left_unfilled(language: Language) -> None:
    lines = (VECTORS / "quartz-random.tsv").read_text("utf-8").splitlines()
    summaries = [summary(line.split("\t")[0], language) for line in lines]
    assert not [said for said in summaries if not said or "{" in said or ", ," in said or not said[0].isupper()]


def test_what_cannot_be_read_cannot_be_said() -> None:
    with pytest.raises(CronError):
        summary("0 0 25 * * ?")
