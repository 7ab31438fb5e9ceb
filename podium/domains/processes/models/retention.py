"""How long what jobs of a process leave behind is kept."""

from enum import StrEnum

import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, Col, Entity, InFolder, Wire, field, sent

USUAL_DAYS, USUAL_STALE_DAYS = 30, 180
LONGEST_DAYS = 180


class RetentionAction(StrEnum):
    DELETE = "Delete"
    ARCHIVE = "Archive"
    NONE = "None"


class RetentionType(StrEnum):
    FINAL = "Final"
    STALE = "Stale"


class ReleaseRetention(InFolder, Entity, table="release_retention", remembered=True, audited="Processes"):
    """What happens to ended jobs of the process with the same id, ``period`` days after their end.

    The ``stale`` columns say the same of jobs that never end.
    """

    folder_id: Col[int] = field(wire=HIDDEN)
    id: Col[int] = field(
        sa.ForeignKey("releases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        wire=Wire("ReleaseId", writable=False),
    )
    action: Col[RetentionAction] = field(default=RetentionAction.DELETE)
    period: Col[int] = field(default=USUAL_DAYS)
    bucket_id: Col[int | None] = field()
    stale_action: Col[RetentionAction] = field(default=RetentionAction.DELETE, wire=HIDDEN)
    stale_period: Col[int] = field(default=USUAL_STALE_DAYS, wire=HIDDEN)
    stale_bucket_id: Col[int | None] = field(wire=HIDDEN)
    type_sent = sent(RetentionType, name="Type")
