"""Which status may follow which."""

from podium.domains.queues.errors import NoProgressNow, NotEditable, not_in_progress
from podium.domains.queues.models import ReviewStatus, Status
from podium.kernel.moves import Move

IN_PROGRESS = {Status.IN_PROGRESS}
UNSUCCESSFUL = {Status.FAILED, Status.ABANDONED}

start = Move({Status.NEW}, Status.IN_PROGRESS, NotEditable)
edit = Move({Status.NEW}, None, NotEditable)
report = Move(IN_PROGRESS, None, NoProgressNow)
succeed = Move(IN_PROGRESS, Status.SUCCESSFUL, not_in_progress)
fail = Move(IN_PROGRESS, Status.FAILED, not_in_progress)
postpone = Move(IN_PROGRESS, Status.NEW, not_in_progress)
abandon = Move(IN_PROGRESS, Status.ABANDONED, NotEditable)
retry = Move(UNSUCCESSFUL, Status.RETRIED, NotEditable)
delete = Move(set(Status) - {Status.IN_PROGRESS, Status.DELETED}, Status.DELETED, NotEditable)
review = Move(UNSUCCESSFUL, None, NotEditable)

REVIEWS = {
    status: Move(set(ReviewStatus) - {ReviewStatus.RETRIED}, status, NotEditable, "review_status")
    for status in ReviewStatus
}
"""How far a review is may change at will, until the item is tried again."""
