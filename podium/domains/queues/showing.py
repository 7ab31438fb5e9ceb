"""What is shown of items and stands in other tables."""

from collections.abc import Sequence
from functools import partial

from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_numbered
from podium.domains.queues.models import QueueItem
from podium.domains.queues.models.items import PATH
from podium.kernel.context import Context

MADE_OF = (Folder,)


async def name_folders(ctx: Context, items: Sequence[QueueItem]) -> None:
    """Say in which folders items are."""
    for item in items:
        path = partial(_path, ctx, item.folder_id)
        vars(item)[PATH] = await ctx.remembered((PATH, ctx.tenant_id, item.folder_id), MADE_OF, path)


async def _path(ctx: Context, folder_id: int) -> str | None:
    folder = await ctx.first(folder_numbered(ctx, folder_id))
    return folder.fully_qualified_name if folder else None
