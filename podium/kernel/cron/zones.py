"""Time zones by their Windows or IANA ids."""

from zoneinfo import ZoneInfo

from tzlocal.windows_tz import win_tz

# Ids that Windows still offers and the table has dropped.
MISSING = {"Kamchatka Standard Time": "Asia/Kamchatka", "Mid-Atlantic Standard Time": "Etc/GMT+2"}


class UnknownZone(ValueError):
    """An id that is neither a Windows nor an IANA time zone."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown time zone: {name!r}")
        self.name = name


def find_zone(name: str) -> ZoneInfo:
    """Find a zone by either id; its ``key`` is the IANA id. Raise UnknownZone."""
    try:
        return ZoneInfo(win_tz.get(name) or MISSING.get(name, name))
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(name) from error
