"""Who is assigned to which folder, with which roles there."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from podium.domains.folders.access import demand, folder
from podium.domains.folders.errors import RoleNotForFolders, WorkspaceNotEditable
from podium.domains.folders.events import UserEnteredFolder, UserLeftFolder
from podium.domains.folders.models import Folder, FolderUser
from podium.domains.folders.queries import member
from podium.domains.identity.models import Role, RoleType, User, UserRole
from podium.domains.identity.queries import role_in, roles_held, user_in, user_with_key
from podium.kernel.context import Context
from podium.odata.wire import Complex


class FolderRoles(Complex):
    folder_id: int
    role_ids: list[int] = msgspec.field(default_factory=list)


class UserAssignments(Complex):
    user_ids: list[int] = msgspec.field(default_factory=list)
    roles_per_folder: list[FolderRoles] = msgspec.field(default_factory=list)


async def assign_users(ctx: Context, assignments: UserAssignments) -> None:
    """Assign users to folders; in each of these they hold the roles named, and no others."""
    users = [await ctx.one(user_in(ctx, number), f"User {number}") for number in assignments.user_ids]
    await assign(ctx, users, assignments.roles_per_folder)


async def assign(ctx: Context, users: Iterable[User], places: Iterable[FolderRoles]) -> None:
    """Assign users who are at hand to the folders that the caller may edit."""
    for place in places:
        where = await folder(ctx, place.folder_id)
        demand(ctx, "Edit", where.id)
        if where.is_personal:
            raise WorkspaceNotEditable(why="Nobody is assigned to a personal workspace.")
        roles = [await _role(ctx, number) for number in place.role_ids]
        for user in users:
            await put(ctx, user, where, roles)


async def put(ctx: Context, user: User, where: Folder, roles: Iterable[Role]) -> None:
    """Let a user hold exactly these roles in a folder."""
    if await ctx.first(member(ctx, where.id, user.id)) is None:
        ctx.record(FolderUser(folder_id=where.id, user_id=user.id))
        ctx.emit(UserEnteredFolder(folder_id=where.id, user_id=user.id))
    wanted = {role.id for role in roles}
    held = {one.role_id: one for one in await _held(ctx, user.id, where.id)}
    for number in held.keys() - wanted:
        ctx.remove(held[number])
    for number in wanted - held.keys():
        ctx.record(UserRole(user_id=user.id, role_id=number, folder_id=where.id))


async def remove_user(ctx: Context, row: Folder, user_id: int) -> None:
    """Take a user, and its roles, out of a folder."""
    demand(ctx, "Edit", row.id)
    if row.owner_id == user_id:
        raise WorkspaceNotEditable(why="The owner of a personal workspace cannot be removed from it.")
    await leave(ctx, row, user_id)


async def remove_user_by_key(ctx: Context, row: Folder, user_key: UUID) -> None:
    """Take the user of a key out of a folder."""
    user = await ctx.one(user_with_key(ctx, user_key), f"User {user_key}")
    await remove_user(ctx, row, user.id)


async def leave(ctx: Context, row: Folder, user_id: int) -> None:
    """End a user's assignment to a folder."""
    place = await ctx.one(member(ctx, row.id, user_id), f"User {user_id}")
    ctx.remove(place)
    for one in await _held(ctx, user_id, row.id):
        ctx.remove(one)
    ctx.emit(UserLeftFolder(folder_id=row.id, user_id=user_id))


async def _held(ctx: Context, user_id: int, folder_id: int) -> list[UserRole]:
    return [one for one in await ctx.all(roles_held(ctx, user_id)) if one.folder_id == folder_id]


async def _role(ctx: Context, number: int) -> Role:
    role = await ctx.one(role_in(ctx, number), f"Role {number}")
    if role.type is RoleType.TENANT:
        raise RoleNotForFolders(name=role.name)
    return role
