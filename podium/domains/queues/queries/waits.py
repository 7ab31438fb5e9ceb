"""Queues at which callers wait."""

import sqlalchemy as sa

from podium.domains.queues.models.waits import QueueWait
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def wait_at(ctx: Context, queue_id: int) -> sa.Select[QueueWait]:
    return ctx.everywhere(QueueWait).where(QueueWait.queue_definition_id == queue_id)
