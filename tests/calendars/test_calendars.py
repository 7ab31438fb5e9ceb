"""Calendars hold days, by hand or from files."""

from typing import Any

import pytest

from tests.api import Api
from tests.calendars.words import calendar, import_file

HOLIDAYS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20301224
DTEND;VALUE=DATE:20301227
SUMMARY:Closed between\r
  the years
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20300501T000000
DTEND;TZID="W. Europe Standard Time":20300502T000000
END:VEVENT
BEGIN:VEVENT
DTSTART:20300110T090000Z
DTEND:20300110T100000Z
SUMMARY:A meeting
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20300111
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])


async def test_a_calendar_shows_the_days_that_were_written_in_order(api: Api) -> None:
    made = await calendar(api, "2030-12-25T00:00:00Z", "2030-01-06T10:30:00+02:00", "2030-12-25T08:00:00Z")
    shown = await api.get(f"Calendars({made['Id']})")
    assert shown["ExcludedDates"] == ["2030-01-06T00:00:00Z", "2030-12-25T00:00:00Z"]
    assert shown["Key"] == made["Key"]


async def test_calendars_are_listed_changed_and_removed(api: Api) -> None:
    made = await calendar(api)
    body = {"Id": made["Id"], "Key": made["Key"], "Name": "Days off", "TimeZoneId": "Tokyo Standard Time"}
    changed = await api.put(f"Calendars({made['Id']})", **body, ExcludedDates=["2030-02-01T00:00:00Z"])
    assert (changed["Name"], changed["TimeZoneId"]) == ("Days off", "Tokyo Standard Time")
    assert [one["Name"] for one in (await api.get("Calendars", filter="Name eq 'Days off'"))["value"]] == ["Days off"]
    await api.delete(f"Calendars({made['Id']})")
    assert (await api.get("Calendars"))["value"] == []


async def test_a_name_is_used_once(api: Api) -> None:
    await calendar(api)
    assert (await calendar(api, name="HOLIDAYS", status=409))["errorCode"] == 1001


async def test_a_time_zone_must_be_known(api: Api) -> None:
    problem = await calendar(api, zone="Middle Earth Standard Time", status=400)
    assert problem["errorCode"] == 1009


async def test_a_name_is_looked_for(api: Api) -> None:
    await calendar(api)
    path = "Calendars/UiPath.Server.Configuration.OData.CalendarExists"
    assert (await api.post(path, calendarName="holidays"))["value"] is True
    assert (await api.post(path, calendarName="Others"))["value"] is False


async def test_whole_days_of_a_file_are_added(api: Api) -> None:
    made = await calendar(api, "2030-01-01T00:00:00Z")
    imported = await import_file(api, made, HOLIDAYS)
    days = [text[:10] for text in imported["ExcludedDates"]]
    assert days == ["2030-01-01", "2030-05-01", "2030-12-24", "2030-12-25", "2030-12-26"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("RRULE:FREQ=YEARLY;COUNT=3", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("RRULE:FREQ=YEARLY;INTERVAL=4;UNTIL=20320301T000000Z", ["2028-02-29", "2032-02-29"]),
        ("RRULE:FREQ=WEEKLY;COUNT=2;WKST=MO", ["2028-02-29", "2028-03-07"]),
        ("RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2", ["2028-02-29", "2028-03-02"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=1", ["2028-02-29"]),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20280301", ["2028-02-29", "2028-03-02"]),
    ],
)
async def test_events_repeat_by_their_rule(api: Api, rule: str, days: list[str]) -> None:
    imported = await import_file(api, await calendar(api), event("DTSTART;VALUE=DATE:20280229", rule))
    assert [text[:10] for text in imported["ExcludedDates"]] == days


async def test_events_without_end_repeat_for_ten_years(api: Api) -> None:
    imported = await import_file(api, await calendar(api), event("DTSTART:20200101T000000", "RRULE:FREQ=YEARLY"))
    assert [imported["ExcludedDates"][0][:4], imported["ExcludedDates"][-1][:4]] == ["2020", "2040"]


@pytest.mark.parametrize(
    "text",
    [
        "no calendar",
        event("DTSTART;VALUE=DATE:20300101", "RRULE:FREQ=MONTHLY;BYDAY=1MO"),
        event("DTSTART;VALUE=DATE:20300101", "RRULE:FREQ=DAILY;COUNT=many"),
        event("DTSTART;VALUE=DATE:tomorrow"),
        event("DTSTART;VALUE=DATE:20301399"),
    ],
)
async def test_a_file_that_is_not_understood_is_refused_as_a_whole(api: Api, text: str) -> None:
    made = await calendar(api, "2030-01-01T00:00:00Z")
    problem = await import_file(api, made, text, 400)
    assert problem["errorCode"] == 1015
    assert len((await api.get(f"Calendars({made['Id']})"))["ExcludedDates"]) == 1


async def test_each_operation_needs_its_permission_alone(api: Api) -> None:
    made: Any = await calendar(api)
    anybody, editor = await api.only(), await api.only("Settings.Edit")
    assert (await anybody.get("Calendars"))["value"]
    await anybody.get(f"Calendars({made['Id']})")
    await anybody.delete(f"Calendars({made['Id']})", 403)
    await editor.put(f"Calendars({made['Id']})", Name="Days off", TimeZoneId="UTC", ExcludedDates=[])
    await editor.post("Calendars/UiPath.Server.Configuration.OData.CalendarExists", calendarName="Days off")
    await import_file(editor, made, HOLIDAYS)
    await calendar(await api.only("Settings.Create"), name="Another")
    await (await api.only("Settings.Delete")).delete(f"Calendars({made['Id']})")
