"""Roles in the tenant are given to users and taken from them."""

from collections.abc import Iterable

from podium.domains.identity.builtin import ADMIN
from podium.domains.identity.errors import RoleNotEditable, RoleNotForTenant, UserNotEditable
from podium.domains.identity.models import IN_TENANT, Role, RoleType, User, UserRole
from podium.domains.identity.permissions import ADMINISTRATOR
from podium.domains.identity.queries import role_in, role_named, roles_held, user_in
from podium.kernel.context import Context


async def assign_roles(ctx: Context, row: User, role_ids: list[int]) -> None:
    """Let a user hold exactly these roles in the tenant."""
    await set_roles(ctx, row, await roles_called(ctx, role_ids))


async def toggle_role(ctx: Context, row: User, role: str, toggle: bool) -> None:
    """Give a user the role of a name, or take it away."""
    (meant,) = await roles_called(ctx, [role])
    held = await held_in_tenant(ctx, row)
    if toggle and meant.id not in held:
        _give(ctx, row, meant)
    if not toggle and meant.id in held:
        _take(ctx, row, meant.name, held[meant.id])


async def set_roles(ctx: Context, user: User, roles: Iterable[Role]) -> None:
    """Let a user hold exactly these roles in the tenant."""
    wanted = {role.id: role for role in roles}
    held = await held_in_tenant(ctx, user)
    for number in held.keys() - wanted.keys():
        role = await ctx.one(role_in(ctx, number), f"Role {number}")
        _take(ctx, user, role.name, held[number])
    for number in wanted.keys() - held.keys():
        _give(ctx, user, wanted[number])


async def set_users(ctx: Context, row: Role, added_user_ids: list[int], removed_user_ids: list[int]) -> None:
    """Give a role to some users and take it from others."""
    if row.name == ADMINISTRATOR:
        raise RoleNotEditable(name=row.name)
    for number in added_user_ids:
        user = await ctx.one(user_in(ctx, number), f"User {number}")
        if row.id not in await held_in_tenant(ctx, user):
            _give(ctx, user, row)
    for number in removed_user_ids:
        user = await ctx.one(user_in(ctx, number), f"User {number}")
        if one := (await held_in_tenant(ctx, user)).get(row.id):
            _take(ctx, user, row.name, one)


async def roles_called(ctx: Context, wanted: Iterable[int | str]) -> list[Role]:
    """The roles of these ids or names."""
    roles = []
    for one in dict.fromkeys(wanted):
        found = role_in(ctx, one) if isinstance(one, int) else role_named(ctx, one)
        roles.append(await ctx.one(found, f"Role {one}"))
    return roles


async def held_in_tenant(ctx: Context, user: User) -> dict[int, UserRole]:
    """What a user holds in the tenant, by role."""
    return {one.role_id: one for one in await ctx.all(roles_held(ctx, user.id)) if one.folder_id == IN_TENANT}


def _give(ctx: Context, user: User, role: Role) -> None:
    if role.type is RoleType.FOLDER:
        raise RoleNotForTenant(name=role.name)
    ctx.record(UserRole(user_id=user.id, role_id=role.id, folder_id=IN_TENANT))


def _take(ctx: Context, user: User, name: str, held: UserRole) -> None:
    """The first administrator stays one: somebody must be able to mend what others did."""
    if user.user_name == ADMIN and name == ADMINISTRATOR:
        raise UserNotEditable
    ctx.remove(held)
