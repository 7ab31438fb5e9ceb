"""What calendars tell."""

from podium.kernel.events import Event


class CalendarChanged(Event):
    """The days of a calendar, or its time zone, are others now."""

    calendar_id: int


class CalendarDeleting(Event):
    """A calendar is about to go; whoever still needs it refuses."""

    calendar_id: int
    name: str
