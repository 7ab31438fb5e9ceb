"""Why somebody may do something somewhere, or not: the roles that grant it, and what is in the way."""

import msgspec

from podium.domains.folders.access import folder, tree
from podium.domains.folders.grants import grants_of
from podium.domains.folders.models import Folder, PermissionModel
from podium.domains.identity.models import IN_TENANT, Role, User
from podium.domains.identity.permissions import ALL, OF_TENANT, permissions_of
from podium.domains.identity.queries import groups_of, roles_held, roles_of_tenant, user_in
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.odata.wire import Plain


class Source(Plain):
    """A role that has the permission: held in the tenant or in a folder, by the user or one of its groups.

    ``counts``: it has effect here; what the tenant says of folders does not where a role is held in the folder.
    """

    role: str
    held_in: str
    by: str
    counts: bool


class Explanation(Plain):
    user: str
    permission: str
    place: str
    granted: bool
    because: list[Source] = msgspec.field(default_factory=list)
    missing: list[str] = msgspec.field(default_factory=list)


async def explain(ctx: Context, user_id: int, permission: str, folder_id: int | None = None) -> Explanation:
    """Tell which role grants a permission to a user in the tenant or in a folder, or what is missing."""
    if permission not in ALL:
        raise BadRequest(why=f"There is no permission {permission}.", field="permission")
    user = await ctx.one(user_in(ctx, user_id), f"User {user_id}")
    where = await folder(ctx, folder_id) if folder_id is not None else None
    sources = await _sources(ctx, user, permission, where)
    grants = await grants_of(ctx, user)
    held = grants.get(folder_id, grants[None]) if folder_id is not None else grants[None]
    tenant = await ctx.first(tenant_of(ctx, user.tenant_id))
    comes_in = user.is_active and tenant is not None and tenant.is_active
    return Explanation(
        user=user.user_name,
        permission=permission,
        place=where.fully_qualified_name if where else "tenant",
        granted=comes_in and permission in held,
        because=sources,
        missing=_missing(user, permission, where, sources, granted=permission in held),
    )


async def _sources(ctx: Context, user: User, permission: str, where: Folder | None) -> list[Source]:
    known = await tree(ctx)
    line = {one.id: one for one in (*known.ancestors(where), where)} if where else {}
    roles = {role.id: role for role in await ctx.all(roles_of_tenant(ctx, ctx.tenant_id))}
    owners = [
        user,
        *[await ctx.one(user_in(ctx, row.group_id), "Group") for row in await ctx.all(groups_of(ctx, user.id))],
    ]
    held = [(owner, one) for owner in owners for one in await ctx.all(roles_held(ctx, owner.id))]
    has_own = any(one.folder_id in line for _, one in held)
    return [
        Source(
            role=roles[one.role_id].name,
            held_in=line[one.folder_id].fully_qualified_name if one.folder_id else "tenant",
            by=owner.user_name,
            counts=one.folder_id != IN_TENANT or _tenant_counts(permission, where, has_own=has_own),
        )
        for owner, one in held
        if (one.folder_id == IN_TENANT or one.folder_id in line) and _has(roles[one.role_id], permission)
    ]


def _has(role: Role, permission: str) -> bool:
    return permission in permissions_of(role)


def _tenant_counts(permission: str, where: Folder | None, *, has_own: bool) -> bool:
    """Has a role of the tenant effect in a folder, where a role may be held as well?"""
    if where is None or permission in OF_TENANT:
        return True
    if has_own:
        return where.permission_model is PermissionModel.INHERIT_FROM_TENANT
    return not where.is_personal


def _missing(user: User, permission: str, where: Folder | None, sources: list[Source], *, granted: bool) -> list[str]:
    missing = [] if user.is_active else ["The user is switched off."]
    if granted:
        return missing
    if not sources:
        place = f"in {where.fully_qualified_name} or above it, or in the tenant" if where else "in the tenant"
        return [*missing, f"No role with {permission} is held {place}."]
    why = "the workspace is its owner's" if where and where.is_personal else "roles held in the folder take its place"
    return [*missing, f"What is held in the tenant has no effect here: {why}."]
