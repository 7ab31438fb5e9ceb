"""What can go wrong between a robot, its server and a job."""


class Unavailable(Exception):
    """The server gave no answer, or one that may be better later."""


class Unauthorized(Unavailable):
    """The server does not know this robot, or no longer."""


class Refused(Exception):
    """The server will never take this call as it is."""


class LeaseLost(Refused):
    """The job belongs to this robot no more: another has it, or it has ended."""


class NotPrepared(Exception):
    """A job cannot start: its package, its environment or its input is not as it must be."""


class Interrupted(Exception):
    """A job was asked to end before its process had begun."""


class AlreadyRunning(Exception):
    """Another robot works in the same directory."""
