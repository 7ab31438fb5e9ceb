"""Errors of calendars."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class CalendarNameUsed(NameAlreadyUsed):
    """Another calendar of the tenant has this name."""


class UnknownTimeZone(ApiError, code=1009):
    """A time zone is neither a Windows nor an IANA id."""


class CalendarInUse(
    ApiError,
    code=1013,
    english="{name} is in use and cannot be deleted.",
    german="{name} wird verwendet und kann nicht gelöscht werden.",
):
    """Triggers rest by the calendar that is to go."""


class UnreadableCalendar(
    ApiError,
    code=1015,
    english="The file cannot be imported: {why}.",
    german="Die Datei kann nicht importiert werden: {why}.",
):
    """A file is no iCalendar, or has a rule that is not understood."""
