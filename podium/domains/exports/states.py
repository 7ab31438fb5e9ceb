"""Which status may follow which."""

from podium.domains.exports.errors import NotReady
from podium.domains.exports.models import Status
from podium.kernel.moves import Move


def _refused(**facts: str) -> NotReady:
    return NotReady(why=f"{facts['name']} is {facts['status']}.")


OPEN = {Status.NEW, Status.IN_PROGRESS}
go_on = Move(OPEN, Status.IN_PROGRESS, _refused)
complete = Move(OPEN, Status.COMPLETED, _refused)
fail = Move(OPEN, Status.FAILED, _refused)
hand_over = Move({Status.COMPLETED}, None, _refused)
