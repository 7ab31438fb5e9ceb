"""Personal workspaces: folders of one person each, with a feed of their own."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from podium.domains.audit.commands import note
from podium.domains.folders import assignments, commands
from podium.domains.folders.access import tree
from podium.domains.folders.models import FeedType, Folder, FolderType, FolderUser
from podium.domains.folders.queries import exploring_too_long, member, workspace_of, workspaces
from podium.domains.folders.tree import SEPARATOR
from podium.domains.identity import people
from podium.domains.identity.events import UserSaved
from podium.domains.identity.models import User, UserRole
from podium.domains.identity.permissions import WORKSPACE_OWNER
from podium.domains.identity.queries import role_named, user_of
from podium.kernel.context import Context
from podium.kernel.errors import Conflict, NotFound
from podium.odata.wire import Complex, Plain, show

AUDITED = "PersonalWorkspaces"
LONGEST_NAME = 115
LONGEST_LOOK = timedelta(hours=4)
"""After this time, whoever explores a workspace is shown out."""
BATCH = 500
FOLDER_ADMINISTRATOR = "Folder Administrator"


class PersonalWorkspace(Complex):
    id: int
    key: UUID
    name: str
    is_active: bool
    owner_id: int | None
    owner_key: UUID | None
    owner_name: str | None
    last_login: datetime | None
    exploring_user_ids: list[int]


class OwnWorkspace(PersonalWorkspace):
    """A workspace as its owner sees it: as the folder that it is, too."""

    display_name: str
    fully_qualified_name: str


class FirstRun(Plain):
    """Can the caller publish and run something of its own?"""

    is_enabled: bool


async def every(ctx: Context) -> list[PersonalWorkspace]:
    return await _shown(ctx, await ctx.all(workspaces(ctx)))


async def own(ctx: Context) -> PersonalWorkspace:
    """The workspace of the caller."""
    folder = await ctx.one(workspace_of(ctx, ctx.caller.user_id or 0), "Personal workspace")
    return (await _shown(ctx, [folder]))[0]


async def caller_with_workspace(ctx: Context) -> dict[str, Any]:
    """The caller as a user, with its workspace and the id of the feed there."""
    user = await ctx.one(user_of(ctx, ctx.caller.user_id or 0), "User")
    await people.complete_users(ctx, [user])
    folder = await ctx.first(workspace_of(ctx, user.id))
    shown: Any = None
    if folder is not None:
        plain = msgspec.structs.asdict((await _shown(ctx, [folder]))[0])
        shown = OwnWorkspace(
            **plain, display_name=folder.display_name, fully_qualified_name=folder.fully_qualified_name
        )
    feed = folder.feed_key if folder else None
    return show(user, expanded={"PersonalWorkspace": shown, "PersonalWorskpaceFeedId": feed})


async def provide(ctx: Context, event: UserSaved) -> None:
    """Give a user a workspace who may have one and has none."""
    user = await ctx.one(user_of(ctx, event.user_id), "User")
    if not user.may_have_personal_workspace or await ctx.first(workspace_of(ctx, user.id)) is not None:
        return
    name = f"{user.user_name.replace(SEPARATOR, '_')}'s workspace"[-LONGEST_NAME:]
    new = Folder(display_name=name, folder_type=FolderType.PERSONAL, is_personal=True, owner_id=user.id)
    new.feed_type = FeedType.PERSONAL_WORKSPACE
    folder = await commands.put(ctx, new, None)
    await assignments.put(ctx, user, folder, [await ctx.one(role_named(ctx, WORKSPACE_OWNER), WORKSPACE_OWNER)])


async def first_run(ctx: Context) -> FirstRun:
    """See that the caller has the workspace that it may have, and so can publish and run something of its own."""
    number = ctx.caller.user_id or 0
    if await ctx.first(user_of(ctx, number)) is not None:
        await provide(ctx, UserSaved(user_id=number, unit_ids=None))
        await ctx.settle()
    return FirstRun(is_enabled=await ctx.first(workspace_of(ctx, number)) is not None)


async def start_exploring(ctx: Context, key: int) -> None:
    """Let the caller into the workspace of another, for a while."""
    folder, user = await _workspace(ctx, key), await ctx.get(User, ctx.caller.user_id)
    if await ctx.first(member(ctx, folder.id, user.id)) is not None:
        raise Conflict(why="You are in this workspace already.")
    ctx.record(FolderUser(folder_id=folder.id, user_id=user.id, exploring_since=ctx.now))
    role = await ctx.one(role_named(ctx, WORKSPACE_OWNER), WORKSPACE_OWNER)
    ctx.record(UserRole(user_id=user.id, role_id=role.id, folder_id=folder.id))
    note(ctx, AUDITED, "ExploreStart", folder.display_name, folder.id)


async def stop_exploring(ctx: Context, key: int) -> None:
    """Let the caller out of a workspace again."""
    folder = await _workspace(ctx, key)
    place = await ctx.first(member(ctx, folder.id, ctx.caller.user_id or 0))
    if place is None or place.exploring_since is None:
        raise Conflict(why="You are not exploring this workspace.")
    await assignments.leave(ctx, folder, place.user_id)
    note(ctx, AUDITED, "ExploreEnd", folder.display_name, folder.id)


async def convert_to_folder(ctx: Context, key: int, folder_name: str) -> None:
    """Make a workspace a folder like others, which its owner administers."""
    folder = await _workspace(ctx, key)
    owner = await ctx.first(user_of(ctx, folder.owner_id)) if folder.owner_id is not None else None
    folder.folder_type, folder.owner_id = FolderType.STANDARD, None
    for one in (await tree(ctx)).branch(folder):
        one.is_personal, one.feed_type = False, FeedType.FOLDER_HIERARCHY
    await commands.describe(ctx, folder, commands.FolderText(name=folder_name, description=folder.description))
    if owner is not None:
        role = await ctx.one(role_named(ctx, FOLDER_ADMINISTRATOR), FOLDER_ADMINISTRATOR)
        await assignments.put(ctx, owner, folder, [role])
    note(ctx, AUDITED, "Convert", folder_name, folder.id)


async def show_out(ctx: Context) -> int:
    """End explorations that have lasted long enough."""
    places = await ctx.all(exploring_too_long(ctx, ctx.now - LONGEST_LOOK, BATCH))
    for place in places:
        here = ctx.within(place.tenant_id)
        folder = await here.get(Folder, place.folder_id)
        await assignments.leave(here, folder, place.user_id)
        note(here, AUDITED, "AutomaticallyExploreEnd", folder.display_name, folder.id)
    return len(places)


async def _workspace(ctx: Context, key: int) -> Folder:
    folder = await ctx.get(Folder, key)
    if folder.folder_type is not FolderType.PERSONAL:
        raise NotFound(name=f"PersonalWorkspace {key}")
    return folder


async def _shown(ctx: Context, folders: Sequence[Folder]) -> list[PersonalWorkspace]:
    owners = await ctx.by_id(User, (one.owner_id for one in folders))
    exploring: dict[int, list[int]] = defaultdict(list)
    places = ctx.select(FolderUser).where(FolderUser.folder_id.in_([one.id for one in folders]))
    for place in await ctx.all(places.where(FolderUser.exploring_since.is_not(None))) if folders else ():
        exploring[place.folder_id].append(place.user_id)
    return [_one(folder, owners.get(folder.owner_id), exploring[folder.id]) for folder in folders]


def _one(folder: Folder, owner: User | None, exploring: list[int]) -> PersonalWorkspace:
    return PersonalWorkspace(
        id=folder.id,
        key=folder.key,
        name=folder.display_name,
        is_active=owner is not None and owner.is_active and bool(owner.may_have_personal_workspace),
        owner_id=folder.owner_id,
        owner_key=owner.key if owner else None,
        owner_name=owner.user_name if owner else None,
        last_login=owner.last_login_time if owner else None,
        exploring_user_ids=exploring,
    )
