"""Items are edited and deleted."""

from podium.domains.queues import states
from podium.domains.queues.commands.history import moved, note
from podium.domains.queues.commands.many import each
from podium.domains.queues.commands.promises import move_deadline, urgency
from podium.domains.queues.commands.reviews import review
from podium.domains.queues.commands.sealing import keep
from podium.domains.queues.content import check_length, check_schema, checked
from podium.domains.queues.models import QueueItem, Status
from podium.domains.queues.models.bulk import BulkDone, VersionedItem
from podium.domains.queues.models.history import Action
from podium.domains.queues.queries.definitions import queue_of
from podium.domains.queues.queries.items import used_reference
from podium.kernel.context import Context
from podium.kernel.entity import Changes

PLAIN = {"progress", "defer_date"}
CONTENT = "content_sent"
EDITABLE = {*PLAIN, "priority", "due_date", CONTENT}


async def replace_item(ctx: Context, item: QueueItem, changes: Changes) -> None:
    """Change what may be changed of an item; content that is not sent stays."""
    kept = {"review_status"} | ({CONTENT} if changes[CONTENT] is None else set())
    await edit_item(ctx, item, Changes({name: value for name, value in changes.items() if name not in kept}))


async def edit_item(ctx: Context, item: QueueItem, changes: Changes) -> QueueItem:
    """Change an item that nobody has taken yet, or how far its review is."""
    if "review_status" in changes:
        await review(ctx, item, changes["review_status"])
    if EDITABLE & changes.keys():
        states.edit(item)
        await _edit(ctx, item, changes)
        note(ctx, item, Action.EDIT)
    return item


async def _edit(ctx: Context, item: QueueItem, changes: Changes) -> None:
    queue = await ctx.one(queue_of(ctx, item.queue_definition_id), "Queue")
    if CONTENT in changes:
        content = checked(changes[CONTENT], "SpecificContent")
        check_schema(queue, content)
        await keep(ctx, item, "specific_content", content)
    check_length("Progress", changes.get("progress"))
    for attribute in PLAIN & changes.keys():
        setattr(item, attribute, changes[attribute])
    item.priority = urgency(queue, changes.get("priority", item.priority))
    move_deadline(queue, item, changes.get("due_date", item.due_date))
    item.deferred = item.defer_date is not None and item.defer_date > ctx.now


async def delete_item(ctx: Context, item: QueueItem) -> None:
    """Mark an item deleted: it is never taken again, and its reference may be used anew."""
    was = states.delete(item)
    item.deferred = False
    moved(ctx, item, was, Action.DELETE)
    if item.reference and was is not Status.RETRIED:
        used = await ctx.first(used_reference(ctx, item.queue_definition_id, item.reference))
        if used is not None and used.key == item.key:
            ctx.remove(used)


async def delete_items(ctx: Context, queue_items: list[VersionedItem]) -> BulkDone:
    """Mark many items deleted, those of them that can be."""
    return await each(ctx, queue_items, delete_item)
