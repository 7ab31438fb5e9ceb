"""What a job's processes may use: limits that the kernel holds them to, and all that they start."""

import sys

from podium.robot.settings import Limits

MEGABYTE = 1 << 20


def of_system(limits: Limits) -> dict[str, int]:
    """Name the limits as the system does; only Linux holds to all of them."""
    wanted = {
        "RLIMIT_AS": (limits.memory or 0) * MEGABYTE,
        "RLIMIT_CPU": limits.seconds,
        "RLIMIT_FSIZE": (limits.file or 0) * MEGABYTE,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_NPROC": limits.processes,
    }
    return {name: most for name, most in wanted.items() if most} if sys.platform == "linux" else {}
