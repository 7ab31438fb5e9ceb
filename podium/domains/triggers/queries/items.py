"""What queue triggers ask of the items of a queue."""

import sqlalchemy as sa

from podium.domains.queues.models import QueueItem, Status
from podium.kernel.context import Context
from podium.kernel.statements import prepared

NEW = QueueItem.status == Status.NEW


@prepared
def eligible_items(ctx: Context, queue_id: int, most: int) -> sa.Select[QueueItem]:
    """The new items of a queue whose time has come, as far as it matters how many there are."""
    now = sa.or_(sa.not_(QueueItem.deferred), QueueItem.defer_date <= ctx.now)
    items = ctx.in_tenant(QueueItem).where(QueueItem.queue_definition_id == queue_id, NEW, now)
    return items.limit(most)
