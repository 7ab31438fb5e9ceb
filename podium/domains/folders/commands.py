"""What can be done to folders."""

from uuid import UUID, uuid4

from podium.domains.folders.access import demand, folder, tree
from podium.domains.folders.errors import FolderNotEmpty, WorkspaceNotEditable, WrongPlace
from podium.domains.folders.events import FolderCreated, FolderDeleting, FolderMoved
from podium.domains.folders.models import FeedType, Folder
from podium.domains.folders.queries import folder_keyed, members_of
from podium.domains.folders.tree import MOST_LEVELS, SEPARATOR, Tree, level, path_below
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import BadRequest
from podium.odata.wire import Complex

OWN_FEEDS = frozenset({FeedType.FOLDER_HIERARCHY, FeedType.PERSONAL_WORKSPACE})


class FolderText(Complex):
    """What a folder is called and said to be."""

    name: str
    description: str | None = None


async def create(ctx: Context, new: Folder) -> Folder:
    """Make a folder, at the root or below another one."""
    parent = await _parent(ctx, new)
    demand(ctx, "Create", parent.id if parent else None)
    return await put(ctx, new, parent)


async def put(ctx: Context, new: Folder, parent: Folder | None) -> Folder:
    """Put a new folder into the tree; whether the caller may is not asked here."""
    _named(new.display_name)
    if parent and level(parent) >= MOST_LEVELS:
        raise WrongPlace(why=f"the tree has at most {MOST_LEVELS} levels.")
    if new.feed_type is FeedType.UNDEFINED:
        new.feed_type = FeedType.PROCESSES
    if parent:
        _follow_feed(new, parent)
    elif new.feed_type in OWN_FEEDS:
        new.feed_key = uuid4()
    new.parent_id, new.parent_key = (parent.id, parent.key) if parent else (None, None)
    new.fully_qualified_name = path_below(parent, new.display_name)
    new.is_personal = new.is_personal or bool(parent and parent.is_personal)
    await ctx.add(new)
    ctx.emit(FolderCreated(folder_id=new.id))
    return new


async def edit(ctx: Context, row: Folder, changes: Changes) -> Folder:
    """Rename or describe a folder; its place in the tree and its feed stay."""
    for attribute in ("parent_id", "parent_key", "feed_type"):
        if changes.get(attribute) not in (None, getattr(row, attribute), row.default_of(attribute)):
            raise BadRequest(why=f"The {attribute} of a folder is not changed by editing it.", field=attribute)
    row.permission_model, row.provision_type = changes["permission_model"], changes["provision_type"]
    return await describe(ctx, row, FolderText(name=changes["display_name"], description=changes["description"]))


async def describe(ctx: Context, row: Folder, text: FolderText) -> Folder:
    """Give a folder a name and a description; the paths below it follow."""
    demand(ctx, "Edit", row.id)
    if row.owner_id is not None:
        raise WorkspaceNotEditable(why="A personal workspace cannot be edited.")
    _named(text.name)
    row.display_name, row.description = text.name, text.description
    known = await tree(ctx)
    _repath(known, row, known.folders.get(row.parent_id or 0))
    return row


async def patch_name_description(ctx: Context, key: UUID, body: FolderText) -> None:
    """Name and describe the folder of a key."""
    await describe(ctx, await _keyed(ctx, key), body)


async def delete(ctx: Context, row: Folder) -> None:
    """Delete a folder and those below it, if nothing is in them and nobody assigned."""
    demand(ctx, "Delete", row.id)
    if row.owner_id is not None:
        raise WorkspaceNotEditable(why="A personal workspace cannot be deleted as a folder.")
    for one in (await tree(ctx)).branch(row):
        if await ctx.all(members_of(ctx, one.id)):
            raise FolderNotEmpty(name=one.fully_qualified_name)
        ctx.emit(FolderDeleting(folder_id=one.id, name=one.fully_qualified_name))
        ctx.remove(one)


async def delete_by_key(ctx: Context, key: UUID) -> None:
    """Delete the folder of a key."""
    await delete(ctx, await _keyed(ctx, key))


async def move(ctx: Context, folder_id: int, target_parent_id: int | None = None) -> None:
    """Move a folder below another one, or to the root."""
    row = await folder(ctx, folder_id)
    target = await folder(ctx, target_parent_id) if target_parent_id is not None else None
    demand(ctx, "Delete", row.id)
    for verb in ("Create", "Edit"):
        demand(ctx, verb, target.id if target else None)
    await _check_place(await tree(ctx), row, target)
    old, row.parent_id = row.parent_id, target.id if target else None
    row.parent_key = target.key if target else None
    _repath(await tree(ctx), row, target)
    ctx.emit(FolderMoved(folder_id=row.id, old_parent_id=old, parent_id=row.parent_id))


async def _check_place(known: Tree, row: Folder, target: Folder | None) -> None:
    if row.owner_id is not None or (target and target.is_personal):
        raise WorkspaceNotEditable(why="Folders are not moved into, out of or as personal workspaces.")
    if _feed(known, row) != (_feed(known, target) if target else None):
        raise WrongPlace(why="its packages come from another feed.")
    branch = list(known.branch(row))
    if target and target in branch:
        raise WrongPlace(why="it would be below itself.")
    height = max(map(level, branch)) - level(row) + 1
    if (level(target) if target else 0) + height > MOST_LEVELS:
        raise WrongPlace(why=f"the tree has at most {MOST_LEVELS} levels.")


def _feed(known: Tree, row: Folder) -> UUID | None:
    """The feed of their own that a folder and those around it have; None: that of the tenant."""
    return known.root(row).feed_key


def _follow_feed(new: Folder, parent: Folder) -> None:
    own = parent.feed_type in OWN_FEEDS
    if new.feed_type is FeedType.FOLDER_HIERARCHY and not own:
        raise WrongPlace(why="only folders at the root have a feed of their own.")
    if own:
        new.feed_type = parent.feed_type


def _repath(known: Tree, row: Folder, parent: Folder | None) -> None:
    row.fully_qualified_name = path_below(parent, row.display_name)
    for child in known.children(row.id):
        _repath(known, child, row)


def _named(name: str) -> None:
    if SEPARATOR in name or not name.strip():
        raise BadRequest(why=f"The name of a folder has no {SEPARATOR} and is not blank.", field="DisplayName")


async def _parent(ctx: Context, new: Folder) -> Folder | None:
    if new.parent_id is not None:
        return await folder(ctx, new.parent_id)
    return await _keyed(ctx, new.parent_key) if new.parent_key else None


async def _keyed(ctx: Context, key: UUID) -> Folder:
    return await ctx.one(folder_keyed(ctx, key), f"Folder {key}")
