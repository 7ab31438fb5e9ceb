"""What is said about calendars."""

from typing import Any

from tests.api import Api


async def calendar(api: Api, *days: str, name: str = "Holidays", zone: str = "UTC", status: int = 201) -> Any:
    return await api.post("Calendars", status, Name=name, TimeZoneId=zone, ExcludedDates=list(days))


async def import_file(api: Api, made: Any, text: str, status: int = 200) -> Any:
    headers = {"content-type": "text/calendar"}
    return await api.call("POST", f"Calendars({made['Id']})/ImportICalendar", status, content=text, headers=headers)
