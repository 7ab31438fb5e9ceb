"""The moments at which a cron expression fires in a time zone."""

from datetime import datetime, timedelta

from podium.kernel.cron.clocks import INSTANTS, Dst, end_of_change
from podium.kernel.cron.parse import parse
from podium.kernel.cron.zones import find_zone

ONE_SECOND = timedelta(seconds=1)


class Cron:
    """An expression in a time zone, with the manners of an original where clocks are changed."""

    def __init__(self, expression: str, zone: str = "UTC", dst: Dst = "java") -> None:
        """Read both; raise CronError or UnknownZone."""
        self.expression = parse(expression)
        self.zone = find_zone(zone)
        self.instant_of = INSTANTS[dst]

    def next_after(self, moment: datetime) -> datetime | None:
        """Give the first firing after ``moment`` (aware) in UTC, or None when there is none up to the year 2199."""
        local = (moment + ONE_SECOND).astimezone(self.zone).replace(microsecond=0, tzinfo=None)
        while (found := self.expression.first_from(local)) is not None:
            instant = self.instant_of(found, self.zone)
            if instant is not None and instant > moment:
                return instant
            local = end_of_change(found, self.zone)
        return None

    def upcoming(self, moment: datetime, count: int) -> list[datetime]:
        """Give the next ``count`` firings after ``moment`` in UTC, fewer where they end."""
        firings: list[datetime] = []
        while len(firings) < count and (firing := self.next_after(firings[-1] if firings else moment)):
            firings.append(firing)
        return firings
