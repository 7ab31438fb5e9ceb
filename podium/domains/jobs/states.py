"""Which state may follow which."""

from podium.domains.jobs.errors import JobCannotBeCancelled, JobCannotBeTerminated, WrongState
from podium.domains.jobs.models.jobs import BEGUN, WAITING, State
from podium.domains.jobs.models.triggers import TriggerStatus
from podium.kernel.moves import Move

IN_HAND = {*WAITING, *BEGUN}
begin = Move(WAITING, State.RUNNING, WrongState, "state")
succeed = Move(IN_HAND, State.SUCCESSFUL, WrongState, "state")
fail = Move({*IN_HAND, State.SUSPENDED}, State.FAULTED, WrongState, "state")
confirm_stop = Move(IN_HAND, State.STOPPED, WrongState, "state")
suspend = Move(IN_HAND, State.SUSPENDED, WrongState, "state")
resume = Move({State.SUSPENDED}, State.RESUMED, WrongState, "state")
stop = Move({*WAITING, State.RUNNING, State.STOPPING}, State.STOPPING, JobCannotBeCancelled, "state")
kill = Move(IN_HAND, State.TERMINATING, JobCannotBeTerminated, "state")
cancel = Move({*WAITING, State.SUSPENDED}, State.STOPPED, JobCannotBeCancelled, "state")
fire = Move({TriggerStatus.NEW, TriggerStatus.READY}, TriggerStatus.FIRED, WrongState)
