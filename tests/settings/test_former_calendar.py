"""The one calendar that settings used to hold is the first of the calendars."""

from tests.api import Api

ODATA = "UiPath.Server.Configuration.OData"


async def test_the_first_calendar_is_read_and_written_as_it_used_to_be(api: Api) -> None:
    viewer, editor = await api.only("Settings.View"), await api.only("Settings.Edit")
    path = f"Settings/{ODATA}"
    assert (await viewer.get(f"{path}.GetCalendar"))["ExcludedDates"] == []
    day = "2030-12-25T00:00:00Z"
    for zone in ("Tokyo Standard Time", "UTC"):
        assert await editor.post(f"{path}.SetCalendar", TimeZoneId=zone, ExcludedDates=[day]) == {}
    found = await viewer.get(f"{path}.GetCalendar")
    assert (found["TimeZoneId"], found["ExcludedDates"]) == ("UTC", [day])
    assert [one["Name"] for one in (await api.get("Calendars"))["value"]] == ["Default"]
