"""What is shown of assignments: the users of a folder, and the roles of a user everywhere."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from podium.domains.folders.access import demand, folder, may, tree
from podium.domains.folders.models import Folder, FolderUser
from podium.domains.folders.navigation import DEFAULT_TAKE, SimpleFolder, page, simple
from podium.domains.folders.queries import places_of
from podium.domains.identity.models import IN_TENANT, Role, RoleType, User, UserRole, UserType
from podium.domains.identity.queries import roles_held, roles_of_tenant, user_named, users_numbered
from podium.kernel.context import Context
from podium.odata.wire import Complex


class Origin(StrEnum):
    ASSIGNED = "Assigned"
    INHERITED = "Inherited"


class SimpleRole(Complex):
    id: int
    name: str
    role_type: RoleType
    origin: Origin
    inherited_from_folder: SimpleFolder | None = None


class SimpleUserEntity(Complex):
    id: int
    user_name: str
    type: UserType
    is_inherited: bool
    assigned_to_folder_ids: list[int]
    may_have_attended: bool
    may_have_unattended: bool


class UserEntity(SimpleUserEntity):
    full_name: str
    authentication_source: str | None = None


class UserRoles(Complex):
    """A user of a folder and its roles there."""

    id: int
    user_entity: UserEntity
    roles: list[SimpleRole]
    has_alerts_enabled: bool | None = None


class RoleUsers(Complex):
    """A role, and by whom a user has it: itself, or its groups."""

    id: int
    name: str
    users: list[SimpleUserEntity]


class FolderAssignments(Complex):
    folder: SimpleFolder
    roles: list[RoleUsers]


class UserRoleAssignments(Complex):
    """All roles of a user: those in the tenant, and a page of the folders where it is assigned."""

    id: int
    tenant_roles: list[RoleUsers]
    page_items: list[FolderAssignments]
    count: int


async def users_for_folder(
    ctx: Context, key: int, include_inherited: bool, include_alerts_enabled: bool = False
) -> list[UserRoles]:
    """The users assigned to a folder or, if wished, to one above it."""
    here = await folder(ctx, key)
    demand(ctx, "View", here.id, "Assets.Create", "Assets.Edit")
    above = (await tree(ctx)).ancestors(here) if include_inherited else []
    line = {one.id: one for one in (*above, here)}
    places = await ctx.all(ctx.select(FolderUser).where(FolderUser.folder_id.in_(line)))
    held = await ctx.all(ctx.select(UserRole).where(UserRole.folder_id.in_(line)))
    roles = {role.id: role for role in await ctx.all(roles_of_tenant(ctx, ctx.tenant_id))}
    of_user: dict[int, list[SimpleRole]] = defaultdict(list)
    for one in held:
        of_user[one.user_id].append(_role(roles[one.role_id], line[one.folder_id], here))
    assigned: dict[int, list[FolderUser]] = defaultdict(list)
    for place in places:
        assigned[place.user_id].append(place)
    users = await ctx.all(users_numbered(ctx, sorted(assigned)))
    return [_member(user, assigned[user.id], of_user[user.id], here, include_alerts_enabled) for user in users]


def _role(role: Role, origin: Folder, here: Folder) -> SimpleRole:
    inherited = origin is not here
    return SimpleRole(
        id=role.id,
        name=role.name,
        role_type=role.type,
        origin=Origin.INHERITED if inherited else Origin.ASSIGNED,
        inherited_from_folder=simple(origin) if inherited else None,
    )


def _member(user: User, places: list[FolderUser], roles: list[SimpleRole], here: Folder, alerts: bool) -> UserRoles:
    own = next((place for place in places if place.folder_id == here.id), None)
    entity = UserEntity(full_name=user.full_name, **_entity(user, [p.folder_id for p in places], inherited=own is None))
    enabled = (own or places[0]).has_alerts_enabled if alerts else None
    return UserRoles(id=user.id, user_entity=entity, roles=roles, has_alerts_enabled=enabled)


def _entity(user: User, folders: Iterable[int], *, inherited: bool) -> dict[str, Any]:
    return {
        "id": user.id,
        "user_name": user.user_name,
        "type": user.type,
        "is_inherited": inherited,
        "assigned_to_folder_ids": sorted(folders),
        "may_have_attended": user.may_have_robot_session,
        "may_have_unattended": user.may_have_unattended_session,
    }


async def all_roles_for_user(
    ctx: Context, username: str, skip: int = 0, take: int = DEFAULT_TAKE, type: str = ""
) -> UserRoleAssignments:
    """The roles of a user in the tenant and in the folders that the caller may look at."""
    user = await ctx.one(user_named(ctx, ctx.tenant_id, username), f"User {username}")
    roles = {role.id: role for role in await ctx.all(roles_of_tenant(ctx, ctx.tenant_id))}
    held: dict[int, list[Role]] = defaultdict(list)
    for one in await ctx.all(roles_held(ctx, user.id)):
        held[one.folder_id].append(roles[one.role_id])
    assigned = {place.folder_id for place in await ctx.all(places_of(ctx, user.id))}
    folders = [one for one in (await tree(ctx)).folders.values() if one.id in assigned and may(ctx, "View", one.id)]
    entity = SimpleUserEntity(**_entity(user, assigned, inherited=False))
    return UserRoleAssignments(
        id=user.id,
        tenant_roles=[_users(role, entity) for role in held[IN_TENANT]],
        page_items=[
            FolderAssignments(folder=simple(one), roles=[_users(role, entity) for role in held[one.id]])
            for one in page(folders, skip, take)
        ],
        count=len(folders),
    )


def _users(role: Role, entity: SimpleUserEntity) -> RoleUsers:
    return RoleUsers(id=role.id, name=role.name, users=[entity])
