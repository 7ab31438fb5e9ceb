"""The history of items: every command tells here what it does, in the same statement."""

from podium.domains.queues.models import QueueItem, QueueItemEvent
from podium.domains.queues.models.history import Action
from podium.kernel.context import Context


def note(ctx: Context, item: QueueItem, action: Action, data: str | None = None) -> None:
    """Record what is being done to an item, and how it is now."""
    caller = ctx.caller
    ctx.record(
        QueueItemEvent(
            tenant_id=item.tenant_id,
            folder_id=item.folder_id,
            queue_definition_id=item.queue_definition_id,
            queue_item_id=item.id,
            timestamp=ctx.now,
            action=action,
            data=data,
            user_id=caller.user_id,
            user_name=caller.name or None,
            external_client_id=caller.application,
            status=item.status,
            review_status=item.review_status,
            reviewer_user_id=item.reviewer_user_id,
        )
    )
