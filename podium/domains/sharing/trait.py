"""What every kind of shared thing offers: three operations, declared at once."""

from typing import Any

import sqlalchemy as sa

from podium.domains.folders.navigation import simple
from podium.domains.folders.queries import folders_of_tenant
from podium.domains.sharing import commands
from podium.domains.sharing.models import AccessibleFolders, Kind
from podium.kernel.context import Context
from podium.kernel.links import seen_in
from podium.kernel.permissions import ANYONE
from podium.kernel.statements import prepared
from podium.odata.catalog import Folder, Operation, action, function

NAMESPACE = "UiPath.Server.Configuration.OData"


def shareable(kind: Kind, sets: str, across: str, folders: str) -> tuple[Operation, ...]:
    """ShareToFolders, and the functions ``across`` folders and ``folders`` of one, of an entity set."""
    crossing = {"entity": kind.entity, "folder": Folder.OPTIONAL}
    start = f"{sets}/{NAMESPACE}"
    return (
        action(f"{start}.ShareToFolders", _share(kind), ANYONE, 204, folder=Folder.OPTIONAL),
        function(f"{start}.{across}", _across(kind), ANYONE, **crossing),
        function(f"{start}.{folders}(id={{id}})", _folders(kind), ANYONE, folder=Folder.OPTIONAL),
    )


def _share(kind: Kind) -> Any:
    wanted = kind.body

    async def share(ctx: Context, body: wanted) -> None:  # type: ignore[valid-type]
        await commands.share(ctx, kind, body)

    return share


def _across(kind: Kind) -> Any:
    @prepared
    def in_folders(ctx: Context, folders: tuple[int, ...], excluded: int | None) -> sa.Select[Any]:
        rows = ctx.in_tenant(kind.entity).where(seen_in(kind.entity, sa.any_(folders)))  # type: ignore[arg-type]
        return rows if excluded is None else rows.where(sa.not_(seen_in(kind.entity, excluded)))

    def across(ctx: Context, exclude_folder_id: int | None = None) -> Any:
        return in_folders(ctx, tuple(ctx.caller.folders_with(str(kind.needs.view))), exclude_folder_id)

    return across


def _folders(kind: Kind) -> Any:
    async def folders(ctx: Context, id: int) -> AccessibleFolders:
        placed = await commands.folders_of(ctx, await commands.found(ctx, kind, id))
        known = {folder.id: folder for folder in await ctx.all(folders_of_tenant(ctx, ctx.tenant_id))}
        open_ = [known[folder] for folder in placed if kind.needs.view.met(ctx.caller.permissions(folder))]
        return AccessibleFolders(accessible_folders=[simple(one) for one in open_], total_folders_count=len(placed))

    return folders
