"""References that a queue has used: who has them, and who may use them anew."""

from collections.abc import Sequence

from podium.domains.queues.models import QueueDefinition, QueueItem, UsedReference
from podium.domains.queues.models.policies import ReferencePolicy
from podium.domains.queues.queries.items import last_attempt, unended, used_reference, used_references
from podium.kernel.context import Context


async def holder(ctx: Context, queue: QueueDefinition, reference: str | None) -> QueueItem | None:
    """The latest attempt at the item that has a reference, where the queue wants it instead of a new one."""
    if queue.reference_policy is not ReferencePolicy.EXISTING or not reference:
        return None
    row = await ctx.first(used_reference(ctx, queue.id, reference))
    return await ctx.first(last_attempt(ctx, row.key)) if row else None


async def used(ctx: Context, queue: QueueDefinition, wanted: Sequence[str]) -> set[str]:
    """Those of some references that no new item may have."""
    if not queue.enforce_unique_reference:
        return set()
    rows = await _rows(ctx, queue, wanted)
    if queue.reference_policy is not ReferencePolicy.AFTER_FINAL or not rows:
        return {row.reference for row in rows}
    at_work = {item.key for item in await ctx.all(unended(ctx, tuple([row.key for row in rows])))}
    return {row.reference for row in rows if row.key in at_work}


async def use(ctx: Context, queue: QueueDefinition, items: Sequence[QueueItem]) -> None:
    """New items take their references, from those that had them before if the queue lets them."""
    if queue.reference_policy is ReferencePolicy.AFTER_FINAL:
        for row in await _rows(ctx, queue, [item.reference for item in items]):
            ctx.remove(row)
    for item in items:
        ctx.record(UsedReference(queue_definition_id=queue.id, reference=item.reference, key=item.key))


async def _rows(ctx: Context, queue: QueueDefinition, wanted: Sequence[str]) -> list[UsedReference]:
    if len(wanted) == 1:
        return await ctx.all(used_reference(ctx, queue.id, wanted[0]))
    return await ctx.all(used_references(ctx, queue.id, tuple(wanted)))
