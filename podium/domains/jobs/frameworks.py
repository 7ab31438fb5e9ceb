"""What a host must be able to run for a process: Windows projects of old and of today, or portable ones."""

from podium.domains.robots.models.machines import MachineFramework

LEGACY, WINDOWS, PORTABLE = "Legacy", "Windows", "Portable"
KNOWN = {name.lower(): name for name in (LEGACY, WINDOWS, PORTABLE)}
OF_MACHINES: dict[MachineFramework, tuple[str | None, ...]] = {
    MachineFramework.ANY: (None, LEGACY, WINDOWS, PORTABLE),
    MachineFramework.WINDOWS: (None, LEGACY, WINDOWS),
    MachineFramework.PORTABLE: (None, PORTABLE),
}
"""The frameworks of the jobs that a machine takes; what is Legacy is Windows for machines."""
NEWER = {WINDOWS, PORTABLE}
FIRST_YEAR, MODERN = 16, (21, 10)
"""Robots are versioned by year and month since 2016; the newer frameworks came in October 2021."""


def framework_of(wanted: str | None) -> str | None:
    """What a host must be able to run for a process; None for nothing in particular."""
    return KNOWN.get((wanted or "").lower())


def frameworks(machine: MachineFramework, version: str | None = None) -> list[str | None]:
    """The frameworks of the jobs that a machine takes, with a robot of a version."""
    unknown = NEWER if _is_old(version or "") else set()
    return [one for one in OF_MACHINES[machine] if one not in unknown]


def _is_old(version: str) -> bool:
    """Is it from before the newer frameworks? Versions that do not begin with a year are those of other robots."""
    year, _, rest = version.partition(".")
    month = rest.partition(".")[0]
    if not (year.isdecimal() and month.isdecimal()):
        return False
    since_2000 = int(year) % 2000
    return since_2000 >= FIRST_YEAR and (since_2000, int(month)) < MODERN
