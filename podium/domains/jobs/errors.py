"""Errors of jobs."""

from podium.kernel.errors import ApiError


class NoAvailableLicenses(ApiError, code=1201):
    """The licence has no runtimes of the kind that the jobs would take."""


class JobTypeCannotBeStopped(ApiError, code=1657):
    """The job was started by a person at the host, and only they can stop it."""


class JobCannotBeCancelled(ApiError, code=1658):
    """The job has ended, or is being killed."""


class JobCannotBeTerminated(ApiError, code=1659):
    """The job has ended."""


class HasRunningJobs(ApiError, code=1666):
    """A process is to go that has jobs which have not ended."""


class PendingJobsAlreadyExist(ApiError, code=1670):
    """Every robot named has a waiting job of this process already."""


class NoUnattendedRobot(
    ApiError,
    code=1671,
    english="Couldn't find any user with unattended robot permissions in the current folder.",
):
    """No account with an unattended robot is assigned to the folder."""


class RobotNotInFolder(
    ApiError,
    code=1671,
    english="Couldn't find the specified unattended user/robot in the current folder.",
):
    """A robot is asked for that is not assigned to the folder."""


class InvalidReleaseKey(ApiError, code=1674):
    """The folder has no process of this key."""


class OwnRobotNotFound(ApiError, code=1230):
    """The job is to run as the caller, who has no unattended robot."""


class StrategyNotAvailableInModernFolder(ApiError, code=2815):
    """The strategy chooses robots as only classic folders do."""


class StrategyNotAvailableInClassicFolder(ApiError, code=2816):
    """The strategy is that of modern folders."""


class NoMachineInFolder(ApiError, code=2818):
    """No machine of the folder has runtimes for unattended jobs."""


class InvalidArgument(ApiError, code=1009):
    """An argument has a value that makes no sense here."""


class PriorityGivenTwice(
    InvalidArgument,
    english="Cannot set a specific priority value when a standard job priority setting is selected",
    german="Ein bestimmter Prioritätswert kann nicht festgelegt werden, wenn eine Standardpriorität ausgewählt ist",
):
    """Both kinds of priority are given."""


class InputGivenTwice(
    InvalidArgument,
    english="A job cannot have both input file and input arguments.",
    german="Ein Auftrag kann nicht sowohl eine Eingabedatei als auch Eingabeargumente haben.",
):
    """Arguments are given as a text and as a file."""


class WrongState(
    ApiError,
    code=0,
    status=409,
    english="{name} is {status}; this cannot be done now.",
    german="{name} hat den Status {status}; das ist jetzt nicht möglich.",
):
    """The job is in no state in which this can be."""


class NotFinished(
    ApiError,
    code=0,
    status=409,
    english="The job has not ended yet and cannot be restarted.",
    german="Der Auftrag ist noch nicht beendet und kann nicht neu gestartet werden.",
):
    """Only a job that has ended is started again."""


class LeaseLost(
    ApiError,
    code=0,
    status=409,
    english="The job {name} is not held by this robot any more.",
    german="Der Auftrag {name} wird von diesem Roboter nicht mehr gehalten.",
):
    """The job was given to another, or ended by the server, since the caller got it."""


class MediaNotAvailable(ApiError, code=1002, english="No media is available for this job."):
    """Nothing was recorded of the job."""


class NoRemoteControl(
    ApiError,
    code=0,
    status=409,
    english="Screens of robots cannot be seen from here. Follow the job's logs, or look at its pictures.",
    german="Bildschirme von Robotern sind von hier nicht zu sehen. Folgen Sie den Protokollen des Auftrags "
    "oder sehen Sie seine Bilder an.",
):
    """Somebody wants to look on while a job runs."""
