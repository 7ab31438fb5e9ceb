"""What a user may do where: roles in the tenant, and roles in folders, which reach down the tree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folders_of_tenant
from podium.domains.identity.models import Role, User, UserRole
from podium.domains.identity.queries import roles_held, roles_of_tenant
from podium.kernel.context import Context

Grants = Mapping[int | None, frozenset[str]]
TENANT = 0
MADE_OF = (User, Role, UserRole, Folder)


async def grants_of(ctx: Context, user: User) -> Grants:
    """Permissions by folder, those of the tenant under None; kept in memory until a role or folder changes."""
    key = ("grants", user.id)
    kept: Grants | None = ctx.memory.get(key, MADE_OF)
    if kept is not None:
        return kept
    seen = ctx.memory.generations(MADE_OF)
    held = await ctx.all(roles_held(ctx, user.id))
    roles = {role.id: role for role in await ctx.all(roles_of_tenant(ctx, user.tenant_id))}
    folders = await ctx.all(folders_of_tenant(ctx, user.tenant_id)) if held else []
    made = _grants(held, roles, folders)
    ctx.memory.keep(key, seen, made)
    return made


def _grants(held: Iterable[UserRole], roles: Mapping[int, Role], folders: Iterable[Folder]) -> Grants:
    given: dict[int, set[str]] = defaultdict(set)
    for one in held:
        given[one.folder_id] |= permissions_of(roles[one.role_id])
    grants: dict[int | None, frozenset[str]] = {None: frozenset(given.pop(TENANT, ()))}
    for folder in sorted(folders, key=lambda folder: folder.fully_qualified_name.count("/")):
        inherited = grants.get(folder.parent_id, frozenset()) if folder.parent_id else frozenset()
        own = given.get(folder.id)
        if own is not None or inherited:
            grants[folder.id] = inherited | frozenset(own or ())
    return grants


def permissions_of(role: Role) -> set[str]:
    return set(msgspec.json.decode(role.granted, type=list[str]))
