"""What robots tell."""

from podium.kernel.events import Event


class MachineDeleting(Event):
    """A machine is about to go; whoever still needs it refuses."""

    machine_id: int
    name: str


class RobotDeleting(Event):
    """A robot is about to go; whoever still needs it refuses."""

    robot_id: int


class RobotChanging(Event):
    """The user name, machine or type of a robot is about to change; whoever needs it as it is refuses."""

    robot_id: int


class ServiceStarted(Event):
    """A service has begun anew: what it did before it may know no more."""

    session_id: int


class SessionEnded(Event):
    """A service has said that it goes."""

    session_id: int


class SessionLost(Event):
    """Nothing has been heard of a service for some time."""

    session_id: int
