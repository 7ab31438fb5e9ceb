"""People and groups of a directory in folders."""

import msgspec

from podium.domains.folders import assignments
from podium.domains.folders.assignments import FolderRoles
from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_numbered, places_of
from podium.domains.identity.directory.access import connected
from podium.domains.identity.directory.provision import taken_in
from podium.domains.identity.errors import UnknownDirectoryUser
from podium.domains.identity.models import IN_TENANT, Role, User, UserType
from podium.domains.identity.queries import groups_of, role_in, roles_held, user_in, user_named
from podium.kernel.context import Context
from podium.odata.wire import Complex, Plain


class DomainUserAssignment(Complex):
    domain: str | None = None
    user_name: str | None = None
    directory_identifier: str | None = None
    user_type: UserType = UserType.DIRECTORY_USER
    roles_per_folder: list[FolderRoles] = msgspec.field(default_factory=list)


class LightRole(Plain):
    id: int
    name: str
    display_name: str | None
    groups: str | None
    is_static: bool
    is_editable: bool


class UnitOfUser(Plain):
    id: int
    user_id: int
    user_name: str
    organization_unit_id: int
    organization_unit_name: str


class DirectoryPermission(Plain):
    """What a user has by way of one of its groups."""

    directory_group: str
    organization_units: list[UnitOfUser]
    roles: list[LightRole]


async def assign_domain_user(ctx: Context, assignment: DomainUserAssignment) -> None:
    """Assign somebody of a directory to folders; who was no user before is one then."""
    name = assignment.user_name or ""
    who = assignment.domain, assignment.directory_identifier, name, assignment.user_type
    user = await taken_in(ctx, *who)
    await assignments.assign(ctx, [user], assignment.roles_per_folder)


async def directory_permissions(ctx: Context, username: str = "", domain: str = "") -> list[DirectoryPermission]:
    """What somebody has by way of groups of the directory."""
    await connected(ctx, domain)
    user = await ctx.first(user_named(ctx, ctx.tenant_id, username))
    if user is None:
        raise UnknownDirectoryUser
    groups = [await ctx.one(user_in(ctx, row.group_id), "Group") for row in await ctx.all(groups_of(ctx, user.id))]
    return [await _of_group(ctx, user, group) for group in groups]


async def _of_group(ctx: Context, user: User, group: User) -> DirectoryPermission:
    units = []
    for place in await ctx.all(places_of(ctx, group.id)):
        folder = await ctx.one(folder_numbered(ctx, place.folder_id), "Folder")
        units.append(_unit(user, folder))
    held = [one for one in await ctx.all(roles_held(ctx, group.id)) if one.folder_id == IN_TENANT]
    roles = [_light(await ctx.one(role_in(ctx, one.role_id), "Role")) for one in held]
    return DirectoryPermission(directory_group=group.user_name, organization_units=units, roles=roles)


def _unit(user: User, folder: Folder) -> UnitOfUser:
    return UnitOfUser(
        id=0,
        user_id=user.id,
        user_name=user.user_name,
        organization_unit_id=folder.id,
        organization_unit_name=folder.display_name,
    )


def _light(role: Role) -> LightRole:
    return LightRole(
        id=role.id,
        name=role.name,
        display_name=role.display_name,
        groups=role.groups,
        is_static=role.is_static,
        is_editable=role.is_editable,
    )
