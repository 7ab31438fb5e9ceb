"""What a job's processes may use: limits that the kernel holds them to, and all that they start."""

import sys

from podium.robot.settings import Limits

MEGABYTE = 1 << 20

if sys.platform == "linux":
    import resource

    def hold(pid: int, limits: Limits) -> None:
        """Limit a process that has just been started."""
        wanted = {
            resource.RLIMIT_AS: limits.memory and limits.memory * MEGABYTE,
            resource.RLIMIT_CPU: limits.seconds,
            resource.RLIMIT_FSIZE: limits.file and limits.file * MEGABYTE,
        }
        for kind, most in wanted.items():
            if most:
                resource.prlimit(pid, kind, (most, most))
else:

    def hold(pid: int, limits: Limits) -> None:
        """Other systems have no such limits."""
