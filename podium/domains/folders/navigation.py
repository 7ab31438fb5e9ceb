"""The folders of the caller, as trees and pages for people to find their way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from podium.domains.folders.access import demand, enters, folder, tree, visible
from podium.domains.folders.errors import OutOfRange
from podium.domains.folders.models import FeedType, Folder, FolderType, PermissionModel, ProvisionType
from podium.domains.folders.tree import Tree, level
from podium.kernel.context import Context
from podium.odata.wire import Complex

MOST = 1000
DEFAULT_TAKE = 100


class FolderPage(Complex):
    """Some folders, and how many there are in all."""

    page_items: list[Folder]
    count: int


class CurrentUserFolder(Complex):
    """A folder as the one address shows it that applications may use too."""

    id: int
    key: UUID
    display_name: str
    fully_qualified_name: str
    description: str | None
    folder_type: FolderType
    parent_id: int | None
    parent_key: UUID | None


class CurrentUserFolderPage(Complex):
    page_items: list[CurrentUserFolder]
    count: int


class SimpleFolder(Complex):
    id: int
    display_name: str
    fully_qualified_name: str


class ExtendedFolder(Complex):
    """A folder with its place in the part of the tree that the caller sees."""

    id: int
    key: UUID
    display_name: str
    fully_qualified_name: str
    description: str | None
    folder_type: FolderType
    is_personal: bool
    provision_type: ProvisionType
    permission_model: PermissionModel
    parent_id: int | None
    parent_key: UUID | None
    feed_type: FeedType
    is_selectable: bool
    has_children: bool
    level: int


class NavigationContext(Complex):
    """A folder, those above it and a page of those in it; without a folder, the root."""

    id: int | None = None
    display_name: str | None = None
    is_selectable: bool = False
    is_personal: bool = False
    provision_type: ProvisionType | None = None
    ancestors: list[SimpleFolder] = msgspec.field(default_factory=list)
    children_page: list[ExtendedFolder] = msgspec.field(default_factory=list)
    children_count: int = 0


async def all_folders(ctx: Context) -> list[ExtendedFolder]:
    """Every folder the caller may work in, and those on the way to it, each after its parent."""
    known = await tree(ctx)
    return [extended(ctx, known, one) for one in _reachable(ctx, known)]


async def folders(
    ctx: Context, skip: int = 0, take: int = DEFAULT_TAKE, search_text: str = "", folder_types: str = ""
) -> FolderPage:
    """A page of the folders whose path holds a text; ``folder_types`` are names between commas."""
    types = {name.strip().lower() for name in folder_types.split(",") if name.strip()}
    found = [
        one
        for one in await visible(ctx)
        if search_text.lower() in one.fully_qualified_name.lower() and (not types or one.folder_type.lower() in types)
    ]
    return FolderPage(page_items=page(found, skip, take), count=len(found))


async def folders_of_caller(ctx: Context, take: int = DEFAULT_TAKE, skip: int = 0) -> CurrentUserFolderPage:
    """A page of the folders the caller may work in."""
    found = await folders(ctx, skip, take)
    names = CurrentUserFolder.__struct_fields__
    items = [CurrentUserFolder(**{name: one.__dict__[name] for name in names}) for one in found.page_items]
    return CurrentUserFolderPage(page_items=items, count=found.count)


async def context(
    ctx: Context, skip: int = 0, take: int = DEFAULT_TAKE, folder_id: int | None = None
) -> NavigationContext:
    """A folder with its surroundings."""
    known = await tree(ctx)
    reachable = _reachable(ctx, known)
    children = [one for one in reachable if one.parent_id == folder_id]
    shown = NavigationContext(
        children_page=[extended(ctx, known, one) for one in page(children, skip, take)],
        children_count=len(children),
    )
    if folder_id is None:
        return shown
    here = await folder(ctx, folder_id)
    if here not in reachable:
        demand(ctx, "View", here.id)
    shown.id, shown.display_name, shown.is_personal = here.id, here.display_name, here.is_personal
    shown.is_selectable, shown.provision_type = enters(ctx, here), here.provision_type
    shown.ancestors = [simple(one) for one in known.ancestors(here)]
    return shown


def _reachable(ctx: Context, known: Tree) -> list[Folder]:
    entered = [one for one in known.folders.values() if enters(ctx, one)]
    wanted = {one.id for one in entered} | {above.id for one in entered for above in known.ancestors(one)}
    return [one for one in known.folders.values() if one.id in wanted]


def extended(ctx: Context, known: Tree, one: Folder) -> ExtendedFolder:
    """A folder as the tree of the caller shows it."""
    values: dict[str, Any] = {name: one.__dict__[name] for name in _PLAIN}
    below = any(enters(ctx, child) for child in known.branch(one) if child is not one)
    return ExtendedFolder(is_selectable=enters(ctx, one), has_children=below, level=level(one) - 1, **values)


_PLAIN = [f.name for f in msgspec.structs.fields(ExtendedFolder) if f.name in Folder.table.c]


def simple(one: Folder) -> SimpleFolder:
    return SimpleFolder(id=one.id, display_name=one.display_name, fully_qualified_name=one.fully_qualified_name)


def page(rows: Sequence[Any], skip: int, take: int) -> list[Any]:
    """A page of what is already at hand; an error where it would be too large."""
    if not 0 <= take <= MOST:
        raise OutOfRange(name="take", lowest=0, highest=MOST)
    if skip < 0:
        raise OutOfRange(name="skip", lowest=0, highest=2**31 - 1)
    return list(rows[skip : skip + take])
