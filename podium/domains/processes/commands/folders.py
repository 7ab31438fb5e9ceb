"""What processes have to say when a folder goes."""

from typing import Any

from podium.domains.folders.errors import FolderNotEmpty
from podium.domains.folders.events import FolderDeleting
from podium.domains.processes.queries.environments import environments_in
from podium.domains.processes.queries.releases import packages_in, releases_in
from podium.kernel.context import Context, Query


async def keep_folder(ctx: Context, event: FolderDeleting) -> None:
    """A folder stays while processes or environments are in it, or packages in its own feed."""
    for things in (releases_in, environments_in, packages_in):
        rows: Query[Any] = things(ctx, event.folder_id)
        if await ctx.first(rows) is not None:
            raise FolderNotEmpty(name=event.name)
