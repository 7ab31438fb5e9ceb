"""People look at what failed: who does, and what comes of it."""

from podium.domains.identity.queries import user_of
from podium.domains.queues import states
from podium.domains.queues.commands.history import note
from podium.domains.queues.commands.many import each
from podium.domains.queues.commands.retries import retry_by_hand
from podium.domains.queues.errors import ReviewerNotAvailable
from podium.domains.queues.models import QueueItem, ReviewStatus
from podium.domains.queues.models.bulk import BulkDone, VersionedItem
from podium.domains.queues.models.history import Action
from podium.domains.queues.queries.reviewers import may_review
from podium.kernel.context import Context


async def set_review_status(ctx: Context, status: ReviewStatus, queue_items: list[VersionedItem]) -> BulkDone:
    """Say how far the review of failed items is; Retried puts a fresh copy of each into the queue."""

    async def set_status(ctx: Context, item: QueueItem) -> None:
        await review(ctx, item, status)

    return await each(ctx, queue_items, set_status)


async def review(ctx: Context, item: QueueItem, status: ReviewStatus) -> None:
    """Say how far the review of an item is; Retried puts a fresh copy of it into the queue."""
    states.review(item)
    states.REVIEWS[status](item)
    if status is ReviewStatus.RETRIED:
        await retry_by_hand(ctx, item)
    else:
        note(ctx, item, Action.EDIT)


async def set_reviewer(ctx: Context, user_id: int, queue_items: list[VersionedItem]) -> BulkDone:
    """Name who reviews failed items."""
    user = await ctx.first(user_of(ctx, user_id))
    if user is None or user.tenant_id != ctx.tenant_id or not await may_review(ctx, user):
        raise ReviewerNotAvailable(name=user.user_name if user else user_id)
    return await _assign(ctx, user.id, queue_items)


async def unset_reviewer(ctx: Context, queue_items: list[VersionedItem]) -> BulkDone:
    """Leave it open who reviews items."""
    return await _assign(ctx, None, queue_items)


async def _assign(ctx: Context, user_id: int | None, queue_items: list[VersionedItem]) -> BulkDone:
    async def assign(ctx: Context, item: QueueItem) -> None:
        states.review(item)
        item.reviewer_user_id = user_id
        note(ctx, item, Action.EDIT)

    return await each(ctx, queue_items, assign)
