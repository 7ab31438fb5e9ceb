"""What is shown of items and stands in other tables."""

from collections.abc import Sequence

from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_numbered
from podium.domains.queues.models import QueueItem
from podium.domains.queues.models.items import PATH
from podium.kernel.context import Context


async def name_folders(ctx: Context, items: Sequence[QueueItem]) -> None:
    """Say in which folders items are."""
    for item in items:
        vars(item)[PATH] = await _path(ctx, item.folder_id)


async def _path(ctx: Context, folder_id: int) -> str | None:
    """The path of a folder; it is kept at hand, as every item that is handed out tells it."""
    key, made_of = (PATH, ctx.tenant_id, folder_id), (Folder,)
    path: str | None = ctx.memory.get(key, made_of)
    if path is None:
        seen = ctx.memory.generations(made_of)
        folder = await ctx.first(folder_numbered(ctx, folder_id))
        path = folder.fully_qualified_name if folder else None
        ctx.memory.keep(key, seen, path)
    return path
