"""Who belongs to which group, and the groups that are our own; what a group holds, its members hold."""

from collections.abc import Collection

from podium.domains.identity.directory.search import known
from podium.domains.identity.models import GroupMember, User, UserType
from podium.domains.identity.queries import groups_of, members_of, user_in, users_numbered
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest, NotFound


async def group(ctx: Context, identifier: str) -> User:
    """The group of a key, or of an identifier of a directory."""
    found = await known(ctx, identifier)
    if found is None or found.type is not UserType.DIRECTORY_GROUP:
        raise NotFound(name=f"Group {identifier}")
    return found


async def own_group(ctx: Context, identifier: str) -> User:
    """A group whose members we choose; of others their directory says who belongs to them."""
    found = await group(ctx, identifier)
    if found.domain is not None:
        raise BadRequest(why=f"Who belongs to {found.user_name} is said in {found.domain}.", field="groupId")
    return found


async def of(ctx: Context, user: User) -> list[User]:
    """The groups that a user belongs to."""
    rows = await ctx.all(groups_of(ctx, user.id))
    return [await ctx.one(user_in(ctx, row.group_id), f"Group {row.group_id}") for row in rows]


async def members(ctx: Context, row: User) -> list[User]:
    """Who belongs to a group."""
    numbers = [one.user_id for one in await ctx.all(members_of(ctx, row.id))]
    return list(await ctx.all(users_numbered(ctx, numbers))) if numbers else []


async def change(ctx: Context, user: User, add: Collection[str], remove: Collection[str]) -> None:
    """Let a user belong to some groups of ours, and to others no more."""
    for identifier in add:
        await join(ctx, await own_group(ctx, identifier), user)
    for identifier in remove:
        await leave(ctx, await own_group(ctx, identifier), user)
    if add or remove:
        await ctx.settle()


async def join(ctx: Context, row: User, user: User) -> None:
    """Let a user belong to a group; a group belongs to none."""
    if user.type is UserType.DIRECTORY_GROUP:
        raise BadRequest(why="A group belongs to no group.", field="directoryUserIDsToAdd")
    if not any(one.group_id == row.id for one in await ctx.all(groups_of(ctx, user.id))):
        ctx.record(GroupMember(group_id=row.id, user_id=user.id))


async def leave(ctx: Context, row: User, user: User) -> None:
    """Let a user belong to a group no more."""
    for one in await ctx.all(groups_of(ctx, user.id)):
        if one.group_id == row.id:
            ctx.remove(one)
