"""Which status may follow which."""

from podium.domains.queues.errors import NoProgressNow, NotInProgress, WrongStatus
from podium.domains.queues.models import Status
from podium.kernel.moves import Move

IN_PROGRESS = {Status.IN_PROGRESS}
start = Move({Status.NEW}, Status.IN_PROGRESS, WrongStatus)
succeed = Move(IN_PROGRESS, Status.SUCCESSFUL, NotInProgress)
fail = Move(IN_PROGRESS, Status.FAILED, NotInProgress)
postpone = Move(IN_PROGRESS, Status.NEW, NotInProgress)
report = Move(IN_PROGRESS, Status.IN_PROGRESS, NoProgressNow)
abandon = Move(IN_PROGRESS, Status.ABANDONED, WrongStatus)
retry = Move({Status.FAILED, Status.ABANDONED}, Status.RETRIED, WrongStatus)
delete = Move(set(Status) - {Status.IN_PROGRESS, Status.DELETED}, Status.DELETED, WrongStatus)
