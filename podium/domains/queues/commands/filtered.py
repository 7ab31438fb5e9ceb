"""Something is done to all items that a filter finds, some thousands at a time; they are counted first on request."""

from dataclasses import replace
from datetime import datetime

from podium.domains.queues import states
from podium.domains.queues.commands.history import note
from podium.domains.queues.commands.items import delete_item
from podium.domains.queues.commands.many import Work
from podium.domains.queues.commands.promises import urgency
from podium.domains.queues.commands.reviews import review
from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.models import Priority, QueueItem, ReviewStatus
from podium.domains.queues.models.bulk import Applied
from podium.domains.queues.models.history import Action
from podium.domains.queues.queries.definitions import queue_of
from podium.domains.queues.queries.items import items_in
from podium.kernel.context import Context
from podium.kernel.moves import Move
from podium.odata.options import Options
from podium.odata.page import page

MOST = 2000
"""Items of one call; the answer tells how many are left for others."""


async def retry_items(ctx: Context, options: Options, dry_run: bool = False) -> Applied:
    """Try failed and abandoned items again."""

    async def retry(ctx: Context, item: QueueItem) -> None:
        await review(ctx, item, ReviewStatus.RETRIED)

    return await _apply(ctx, options, states.retry, retry, dry_run)


async def delete_items(ctx: Context, options: Options, dry_run: bool = False) -> Applied:
    """Mark items deleted."""
    return await _apply(ctx, options, states.delete, delete_item, dry_run)


async def postpone_items(ctx: Context, options: Options, defer_date: datetime, dry_run: bool = False) -> Applied:
    """Put items off until a moment that nobody has taken yet."""

    async def put_off(ctx: Context, item: QueueItem) -> None:
        item.defer_date, item.deferred = defer_date, defer_date > ctx.now
        note(ctx, item, Action.EDIT)

    return await _apply(ctx, options, states.edit, put_off, dry_run)


async def prioritize_items(ctx: Context, options: Options, priority: Priority, dry_run: bool = False) -> Applied:
    """Change how urgent items are that nobody has taken yet."""

    async def prioritize(ctx: Context, item: QueueItem) -> None:
        queue = await ctx.one(queue_of(ctx, item.queue_definition_id), "Queue")
        item.priority = urgency(queue, priority)
        note(ctx, item, Action.EDIT)

    return await _apply(ctx, options, states.edit, prioritize, dry_run)


async def _apply(ctx: Context, options: Options, move: Move, work: Work, dry_run: bool) -> Applied:
    """Do it to the items of the filter whose status allows it; a dry run only counts them."""
    if options.filter is None:
        raise InvalidArgument(name="$filter", why="It says which items are meant; all of them are meant by 'true'.")
    possible = items_in(ctx, tuple(sorted(move.sources)))
    counting = replace(options, top=0, count=True)
    matched = (await page(ctx, ctx.select(QueueItem), counting)).total or 0
    able = (await page(ctx, possible, counting)).total or 0
    rows = [] if dry_run else (await page(ctx, possible, replace(options, top=MOST, count=False), MOST)).rows
    for shown in rows:
        await work(ctx, shown.row)  # type: ignore[arg-type]  # rows of this list are items
    return Applied(matched=matched, possible=able, done=len(rows), left=able - len(rows))
