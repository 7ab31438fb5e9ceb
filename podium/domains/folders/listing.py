"""The folders that are listed and shown singly."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.folders.access import seen
from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_keyed
from podium.kernel.context import Context, Query


def every(ctx: Context) -> Query[Folder]:
    """The folders the caller may look at. Those in personal workspaces are their owners' business."""
    folders = ctx.select(Folder).where(sa.or_(~Folder.is_personal, Folder.parent_id.is_(None)))
    if "Units.View" in ctx.caller.permissions(None):
        return folders
    return folders.where(Folder.id.in_(ctx.caller.folders_with("SubFolders.View")))


async def one(ctx: Context, row: Folder) -> Folder:
    """A folder the caller may look at or works in."""
    return await seen(ctx, row.id)


async def by_key(ctx: Context, identifier: UUID) -> Folder:
    """The folder of a key."""
    row = await ctx.one(folder_keyed(ctx, identifier), f"Folder {identifier}")
    return await seen(ctx, row.id)
