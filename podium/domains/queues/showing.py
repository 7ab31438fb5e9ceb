"""What is shown of items and stands in other tables."""

from collections.abc import Sequence

from podium.domains.folders.queries import folder_numbered
from podium.domains.queues.models import QueueItem
from podium.domains.queues.models.items import PATH
from podium.kernel.context import Context


async def name_folders(ctx: Context, items: Sequence[QueueItem]) -> None:
    """Say in which folders items are."""
    folders = {number: await ctx.first(folder_numbered(ctx, number)) for number in {item.folder_id for item in items}}
    for item in items:
        folder = folders[item.folder_id]
        vars(item)[PATH] = folder and folder.fully_qualified_name
