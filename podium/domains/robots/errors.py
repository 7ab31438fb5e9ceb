"""Errors of machines, robots and sessions."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class RobotExists(ApiError, code=1004):
    """The machine has a robot of this user name."""


class MachineNameUsed(NameAlreadyUsed):
    """Another machine has this name."""


class PairedWithAnotherKey(ApiError, code=1200):
    """A key is that of another machine than the one it comes with."""


class HasAttachedRobots(ApiError, code=1202):
    """Robots stand on the machine, so it cannot go."""


class InvalidLicenseKey(ApiError, code=1203):
    """No machine has this key, or it is none."""


class KeyOfAnotherMachine(
    InvalidLicenseKey,
    english="The machine key is associated with a different machine!",
    german="Der Maschinenschlüssel ist mit einer anderen Maschine verknüpft!",
):
    """The key is that of one host, and another has come with it."""


class MachineNameRequired(ApiError, code=1204):
    """A standard robot needs the name of its machine."""


class UserNameRequired(ApiError, code=1205):
    """A password without a user name."""


class CannotDeleteBusyRobot(ApiError, code=1206):
    """The robot has a job."""


class MachineNameCannotChange(ApiError, code=1207):
    """A robot stays on its machine."""


class MachineLicenseCannotChange(ApiError, code=1208):
    """A machine keeps its key."""


class CannotUpdateBusyRobot(ApiError, code=1209):
    """The robot has a job: its user name, machine and type stay as they are."""


class RobotNameUsed(NameAlreadyUsed):
    """Another robot has this name."""


class RobotUnknown(ApiError, code=1002, english="Robot does not exist.", german="Der Roboter ist nicht vorhanden."):
    """No robot is defined for this user."""


class NotFromARobot(
    ApiError,
    code=0,
    status=401,
    english="This needs the key of a machine.",
    german="Dafür wird der Schlüssel einer Maschine benötigt.",
):
    """The caller speaks the robots' language and has not said which machine it is."""
