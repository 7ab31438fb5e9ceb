"""Which folders a caller may see and change: those where it holds a permission, or all."""

from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_numbered, folders_of_tenant
from podium.domains.folders.tree import Tree
from podium.domains.identity.permissions import OF_FOLDER, OF_TENANT
from podium.kernel.context import Context
from podium.kernel.errors import Forbidden, NotFound

IN_FOLDERS = OF_FOLDER - OF_TENANT


async def tree(ctx: Context) -> Tree:
    return Tree(await ctx.all(folders_of_tenant(ctx, ctx.tenant_id)))


async def folder(ctx: Context, number: int) -> Folder:
    return await ctx.one(folder_numbered(ctx, number), f"Folder {number}")


def may(ctx: Context, verb: str, folder_id: int | None, *others: str) -> bool:
    """May the caller do ``verb`` ("View", "Edit") to a folder? ``others`` are permissions there that serve as well."""
    if f"Units.{verb}" in ctx.caller.permissions(None):
        return True
    held = ctx.caller.permissions(folder_id)
    return any(name in held for name in (f"SubFolders.{verb}", *others))


def demand(ctx: Context, verb: str, folder_id: int | None, *others: str) -> None:
    if not may(ctx, verb, folder_id, *others):
        alternatives = (f"Units.{verb}", f"SubFolders.{verb}", *others)
        raise Forbidden(missing=" or ".join(alternatives))


def enters(ctx: Context, one: Folder) -> bool:
    """May the caller do anything in a folder that is done in folders?"""
    return not IN_FOLDERS.isdisjoint(ctx.caller.permissions(one.id))


async def visible(ctx: Context) -> list[Folder]:
    """The folders the caller may work in, each after its parent."""
    return [one for one in (await tree(ctx)).folders.values() if enters(ctx, one)]


async def seen(ctx: Context, number: int) -> Folder:
    """A folder that the caller may look at; to others it does not exist."""
    one = await folder(ctx, number)
    if not may(ctx, "View", one.id) and not enters(ctx, one):
        raise NotFound(name=f"Folder {number}")
    return one
