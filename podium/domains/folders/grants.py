"""What a user may do where: roles in the tenant, and roles in folders, which reach down the tree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from podium.domains.folders.models import Folder, FolderUser, PermissionModel
from podium.domains.folders.queries import folders_of_tenant, places_of
from podium.domains.folders.tree import downwards
from podium.domains.identity.models import IN_TENANT, GroupMember, Role, User, UserRole
from podium.domains.identity.permissions import OF_TENANT, permissions_of
from podium.domains.identity.queries import groups_of, roles_held, roles_of_tenant
from podium.kernel.context import Context

Grants = Mapping[int | None, frozenset[str]]
MADE_OF = (Role, UserRole, GroupMember, Folder, FolderUser)
NOTHING: frozenset[str] = frozenset()


async def grants_of(ctx: Context, user: User) -> Grants:
    """What a user holds in the tenant (under None) and in each folder; kept in memory until roles or folders change."""

    async def make() -> Grants:
        owners = await _owners(ctx, user)
        held = [one for owner in owners for one in await ctx.all(roles_held(ctx, owner))]
        roles = {role.id: permissions_of(role) for role in await ctx.all(roles_of_tenant(ctx, user.tenant_id))}
        assigned = {place.folder_id for owner in owners for place in await ctx.all(places_of(ctx, owner))}
        folders = await ctx.all(folders_of_tenant(ctx, user.tenant_id)) if held or assigned else []
        return _grants(held, roles, folders, assigned)

    return await ctx.remembered(("grants", user.id), MADE_OF, make)


async def assigned_folders(ctx: Context, user: User) -> frozenset[int]:
    """The folders that a user, or a group of the user, is assigned to, and those below them."""
    owners = await _owners(ctx, user)
    assigned = {place.folder_id for owner in owners for place in await ctx.all(places_of(ctx, owner))}
    within = set[int]()
    for folder in downwards(await ctx.all(folders_of_tenant(ctx, user.tenant_id))) if assigned else ():
        if folder.id in assigned or folder.parent_id in within:
            within.add(folder.id)
    return frozenset(within)


async def _owners(ctx: Context, user: User) -> list[int]:
    """The user and the groups it belongs to: it holds what they hold."""
    return [user.id, *(row.group_id for row in await ctx.all(groups_of(ctx, user.id)))]


def _grants(
    held: Iterable[UserRole], roles: Mapping[int, frozenset[str]], folders: Iterable[Folder], assigned: set[int]
) -> Grants:
    given: dict[int, frozenset[str]] = defaultdict(frozenset)
    for one in held:
        given[one.folder_id] |= roles[one.role_id]
    tenant = given.pop(IN_TENANT, NOTHING)
    grants: dict[int | None, frozenset[str]] = {None: tenant}
    here: dict[int | None, frozenset[str] | None] = {}
    for folder in downwards(folders):
        above = here.get(folder.parent_id)
        own = given[folder.id] if folder.id in assigned or folder.id in given else None
        here[folder.id] = above if own is None else own | (above or NOTHING)
        grants[folder.id] = _in_folder(folder, tenant, here[folder.id])
    return grants


def _in_folder(folder: Folder, tenant: frozenset[str], here: frozenset[str] | None) -> frozenset[str]:
    """What is held in a folder, where ``here`` is held by roles in it or above it; None: no such role.

    Roles in a folder take the place of what roles in the tenant say of folders. A personal workspace is its
    owner's: roles in the tenant do not reach into it.
    """
    if here is None:
        return NOTHING if folder.is_personal else tenant
    if folder.permission_model is PermissionModel.INHERIT_FROM_TENANT:
        return tenant | here
    return (tenant & OF_TENANT) | here if here else tenant
