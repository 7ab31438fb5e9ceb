"""Maintenance windows: the times at which a machine takes no jobs."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from podium.domains.robots.models.machines import Machine
from podium.kernel.cron import Cron, CronError, UnknownZone
from podium.kernel.entity import Json
from podium.kernel.errors import BadRequest

LONGEST = 7 * 24 * 60


class WindowStop(StrEnum):
    NONE = "None"
    KILL = "Kill"


class Window(msgspec.Struct, rename="camel"):
    """A window opens when its expression fires, for ``duration`` minutes."""

    enabled: bool = False
    job_stop_strategy: WindowStop = WindowStop.NONE
    cron_expression: str | None = None
    timezone_id: str | None = None
    duration: int = 0
    next_execution_time: datetime | None = None

    def opened(self, now: datetime) -> datetime | None:
        """When the window that is open now was opened; None while it is closed."""
        if not self.enabled:
            return None
        spell = timedelta(minutes=self.duration)
        fired = self._cron().next_after(now - spell)
        return fired if fired is not None and fired <= now else None

    def check(self, now: datetime) -> None:
        """Refuse one that could not open; note when it opens next."""
        if not self.enabled:
            self.next_execution_time = None
            return
        if not 0 < self.duration <= LONGEST:
            raise BadRequest(why=f"duration must be between 1 and {LONGEST} minutes.", field="MaintenanceWindow")
        try:
            self.next_execution_time = self._cron().next_after(now)
        except (CronError, UnknownZone) as problem:
            raise BadRequest(why=f"MaintenanceWindow: {problem}", field="MaintenanceWindow") from problem

    def _cron(self) -> Cron:
        return Cron(self.cron_expression or "", self.timezone_id or "UTC")


def window_of(machine: Machine) -> Window | None:
    """The window of a machine, if it has one."""
    text = machine.maintenance_window
    return msgspec.json.decode(text, type=Window) if text is not None else None


def settle_window(machine: Machine, now: datetime) -> None:
    """Keep what was sent as a window, once it is known to make sense."""
    if machine.maintenance_window is None:
        return
    try:
        window = window_of(machine)
    except msgspec.MsgspecError as problem:
        raise BadRequest(why=f"MaintenanceWindow: {problem}.", field="MaintenanceWindow") from problem
    if window is not None:
        window.check(now)
        machine.maintenance_window = Json(msgspec.json.encode(window))
