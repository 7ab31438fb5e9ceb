"""Roles are made, changed and deleted."""

from collections.abc import Iterable

from podium.domains.identity.errors import MixedRole, RoleNotEditable, StaticRole, UnknownPermission
from podium.domains.identity.models import Role, RoleType
from podium.domains.identity.models.users import Permission
from podium.domains.identity.permissions import ALL, granted, permissions_of, type_of
from podium.domains.identity.queries import assignments_of
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import BadRequest


async def create(ctx: Context, changes: Changes) -> Role:
    """Make a role of permissions of the tenant, or of folders."""
    if not changes.get("name"):
        raise BadRequest(why="The Name field is required.", field="Name")
    wanted = _wanted(changes.get("new_permissions") or [])
    role = Role(name=changes["name"], display_name=changes["display_name"] or changes["name"], granted=granted(wanted))
    role.groups, role.type = changes["groups"], type_of(wanted) if wanted else RoleType.TENANT
    if role.type is RoleType.MIXED:
        raise MixedRole
    return await ctx.add(role)


async def edit(ctx: Context, row: Role, changes: Changes) -> None:
    """Change a role. Its permissions are those that are named; where none are, they stay."""
    if not row.is_editable:
        raise RoleNotEditable(name=row.name)
    row.name, row.groups = changes["name"], changes["groups"]
    row.display_name = changes["display_name"] or row.name
    if changes.get("new_permissions") is None:
        return
    wanted = _wanted(changes["new_permissions"])
    kind = type_of(wanted) if wanted else row.type
    if kind is RoleType.MIXED and row.type is not RoleType.MIXED:
        raise MixedRole
    if wanted != permissions_of(row):
        row.granted, row.type = granted(wanted), RoleType.MIXED if row.type is RoleType.MIXED else kind


async def delete(ctx: Context, row: Role) -> None:
    """Delete a role; who held it holds it no more."""
    if row.is_static:
        raise StaticRole(name=row.name)
    for one in await ctx.all(assignments_of(ctx, row.id)):
        ctx.remove(one)
    ctx.remove(row)


def _wanted(permissions: Iterable[Permission]) -> frozenset[str]:
    """What is granted. The name of a thing alone grants nothing: it only heads what can be done to it."""
    names = {one.name for one in permissions if one.is_granted and "." in one.name}
    if unknown := names - ALL:
        raise UnknownPermission(name=min(unknown))
    return frozenset(names)
