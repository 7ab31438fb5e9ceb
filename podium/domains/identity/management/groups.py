"""Groups: our own, which are made and filled here, and those of directories."""

from datetime import datetime
from uuid import UUID

from podium.domains.identity import groups
from podium.domains.identity.commands import users
from podium.domains.identity.directory.search import known
from podium.domains.identity.management.partition import Listed, listed
from podium.domains.identity.models import User, UserType
from podium.domains.identity.queries import users_of_type
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.wire import Loose, Plain

SEEING = "Users.View"


class GroupShown(Plain):
    """A group; its members are told to those who may see users."""

    id: UUID
    name: str
    display_name: str
    creation_time: datetime
    last_modification_time: datetime | None
    members: list[Listed] | None = None
    type: int = 0


class NewGroup(Loose):
    name: str
    directory_user_member_ids: list[str] | None = None


class GroupChange(Loose):
    """What is to change of a group; what is not named stays."""

    name: str | None = None
    directory_user_ids_to_add: list[str] | None = None
    directory_user_ids_to_remove: list[str] | None = None


async def every(ctx: Context) -> list[GroupShown]:
    """All groups, with their members."""
    return [await _shown(ctx, row) for row in await ctx.all(users_of_type(ctx, UserType.DIRECTORY_GROUP))]


async def one(ctx: Context, group_id: str) -> GroupShown:
    """A group of which only the key is known."""
    return await _shown(ctx, await groups.group(ctx, group_id))


async def create(ctx: Context, body: NewGroup) -> GroupShown:
    """Make a group of our own. It may be given roles, which its members hold."""
    new = User(user_name=body.name, type=UserType.DIRECTORY_GROUP, creator_user_id=ctx.caller.user_id)
    new.directory_identifier = str(new.key)
    row = await ctx.add(new)
    for identifier in body.directory_user_member_ids or ():
        await groups.join(ctx, row, await _user(ctx, identifier))
    return await _after(ctx, row)


async def edit(ctx: Context, group_id: str, body: GroupChange) -> GroupShown:
    """Give a group of ours another name, or other members."""
    row = await groups.own_group(ctx, group_id)
    row.user_name = body.name or row.user_name
    for identifier in body.directory_user_ids_to_add or ():
        await groups.join(ctx, row, await _user(ctx, identifier))
    for identifier in body.directory_user_ids_to_remove or ():
        await groups.leave(ctx, row, await _user(ctx, identifier))
    return await _after(ctx, row)


async def delete_many(ctx: Context, group_ids: list[str]) -> None:
    """Delete groups; what their members held by way of them they hold no more."""
    for identifier in group_ids:
        await users.delete(ctx, await groups.group(ctx, identifier))


async def _after(ctx: Context, row: User) -> GroupShown:
    await ctx.settle()
    return await _shown(ctx, row)


async def _shown(ctx: Context, row: User) -> GroupShown:
    may_see = SEEING in ctx.caller.permissions(None)
    return GroupShown(
        id=row.key,
        name=row.user_name,
        display_name=row.full_name,
        creation_time=row.creation_time,
        last_modification_time=row.last_modification_time,
        members=[listed(user) for user in await groups.members(ctx, row)] if may_see else None,
    )


async def _user(ctx: Context, identifier: str) -> User:
    user = await known(ctx, identifier)
    if user is None:
        raise NotFound(name=f"User {identifier}")
    return user
