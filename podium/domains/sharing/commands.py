"""What can be done to where shared things are seen."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from podium.domains.folders.errors import FolderNotEmpty
from podium.domains.folders.events import FolderDeleting
from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folders_of_tenant
from podium.domains.sharing.errors import NotAllowedThere, NothingNamed
from podium.domains.sharing.events import Shared
from podium.domains.sharing.models import Kind, Share
from podium.domains.sharing.queries import links_of, links_to
from podium.kernel.context import Context
from podium.kernel.database import Subscriber
from podium.kernel.entity import declared
from podium.kernel.errors import FolderNotFound, NameAlreadyUsed, NotFound
from podium.kernel.links import Link, seen_in
from podium.kernel.permissions import Need


async def share(ctx: Context, kind: Kind, wanted: Share) -> None:
    """Show things in further folders and take them out of others: all of it, or nothing."""
    if not wanted.ids:
        raise NothingNamed(name=kind.ids)
    folders = {folder.id: folder for folder in await ctx.all(folders_of_tenant(ctx, ctx.tenant_id))}
    _demand(ctx, kind.needs.create, wanted.to_add_folder_ids, folders)
    _demand(ctx, kind.needs.delete, wanted.to_remove_folder_ids, folders)
    if not wanted.to_add_folder_ids and not wanted.to_remove_folder_ids:
        return
    for row_id in wanted.ids:
        row = await found(ctx, kind, row_id)
        if not any(kind.needs.view.met(ctx.caller.permissions(folder)) for folder in await folders_of(ctx, row)):
            raise NotFound(name=f"{kind.entity.__name__} {row_id}")
        await _place(ctx, kind, row, wanted)


async def found(ctx: Context, kind: Kind, row_id: int) -> Any:
    """A thing of the tenant, whichever folders it is in."""
    named = ctx.in_tenant(kind.entity).where(kind.entity.id == row_id)
    return await ctx.one(named, f"{kind.entity.__name__} {row_id}")


async def folders_of(ctx: Context, row: Any) -> list[int]:
    """The folders in which a thing is seen, that in which it lies first."""
    return [row.folder_id, *(link.folder_id for link in await ctx.all(links_of(ctx, row.table.name, row.id)))]


async def refuse_used_name(ctx: Context, entity: type[Any], name: str, folders: Iterable[int], but: int = 0) -> None:
    """Refuse a name that a thing, other than that with the id ``but``, has in one of the folders."""
    others = ctx.in_tenant(entity).where(entity.id != but, sa.func.lower(entity.name) == name.lower())
    if await ctx.first(others.where(sa.or_(*(seen_in(entity, folder) for folder in folders)))) is not None:
        raise NameAlreadyUsed(name=name)


async def unlink(ctx: Context, row: Any) -> None:
    """Forget the links of a thing that is being deleted."""
    for link in await ctx.all(links_of(ctx, row.table.name, row.id)):
        ctx.remove(link)


def keeps_folder(kind: Kind) -> Subscriber:
    """A folder in which such things lie is not deleted."""

    async def refuse(ctx: Context, event: FolderDeleting) -> None:
        lying = ctx.in_tenant(kind.entity).where(kind.entity.folder_id == event.folder_id).limit(1)
        if await ctx.first(lying) is not None:
            raise FolderNotEmpty(name=event.name)

    return refuse


async def unlink_folder(ctx: Context, event: FolderDeleting) -> None:
    """Take what is linked to a folder out of it before it is deleted."""
    for link in await ctx.all(links_to(ctx, event.folder_id)):
        entity: Any = declared(link.kind)
        (await ctx.one(ctx.in_tenant(entity).where(entity.id == link.row_id), link.kind)).folders_count -= 1
        ctx.remove(link)


def _demand(ctx: Context, need: Need, wanted: Iterable[int], folders: Mapping[int, Folder]) -> None:
    for folder_id in wanted:
        held = ctx.caller.permissions(folder_id)
        if folder_id not in folders or not held:
            raise FolderNotFound
        if not need.met(held):
            raise NotAllowedThere(name=folders[folder_id].fully_qualified_name)


async def _place(ctx: Context, kind: Kind, row: Any, wanted: Share) -> None:
    before = await folders_of(ctx, row)
    kept = [folder for folder in before if folder not in wanted.to_remove_folder_ids]
    added = [folder for folder in dict.fromkeys(wanted.to_add_folder_ids) if folder not in kept]
    after = [*kept, *added]
    if not after:
        await kind.delete(ctx, row)
        return
    if added:
        await refuse_used_name(ctx, kind.entity, row.name, added, row.id)
    row.folder_id, *linked = after
    row.folders_count = len(after)
    await _link(ctx, row, set(linked))
    removed = [folder for folder in before if folder not in after]
    ctx.emit(Shared(kind=row.table.name, row_id=row.id, added=added, removed=removed))


async def _link(ctx: Context, row: Any, linked: set[int]) -> None:
    links = await ctx.all(links_of(ctx, row.table.name, row.id))
    for link in links:
        if link.folder_id not in linked:
            ctx.remove(link)
    for folder_id in sorted(linked - {link.folder_id for link in links}):
        ctx.record(Link(kind=row.table.name, row_id=row.id, folder_id=folder_id))
