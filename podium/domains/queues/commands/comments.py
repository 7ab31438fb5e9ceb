"""People say something about items."""

from podium.domains.queues.errors import CommentOfAnother
from podium.domains.queues.models import QueueItem, QueueItemComment
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import BadRequest


async def add_comment(ctx: Context, new: QueueItemComment) -> QueueItemComment:
    """Comment on an item, in the caller's name."""
    if new.queue_item_id is None:
        raise BadRequest(why="The QueueItemId field is required.", field="QueueItemId")
    item = await ctx.get(QueueItem, new.queue_item_id)
    new.queue_definition_id, new.folder_id = item.queue_definition_id, item.folder_id
    new.user_id, new.user_name = ctx.caller.user_id, ctx.caller.name
    return await ctx.add(new)


async def edit_comment(ctx: Context, comment: QueueItemComment, changes: Changes) -> QueueItemComment:
    """Say it better; only the author may."""
    _demand_author(ctx, comment)
    comment.text = changes["text"]
    return comment


async def delete_comment(ctx: Context, comment: QueueItemComment) -> None:
    _demand_author(ctx, comment)
    ctx.remove(comment)


def _demand_author(ctx: Context, comment: QueueItemComment) -> None:
    if comment.user_id != ctx.caller.user_id:
        raise CommentOfAnother(name="QueueItemComment")
