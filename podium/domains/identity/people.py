"""What is shown of users and roles: who the caller is, what it may do, who holds a role."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from podium.domains.audit.models import AuditLog
from podium.domains.identity.builtin import ADMIN
from podium.domains.identity.federation.providers import providers
from podium.domains.identity.models import IN_TENANT, ExternalLogin, Role, User, UserRole, UserType
from podium.domains.identity.models.users import Permission, UserRoleShown
from podium.domains.identity.permissions import shown
from podium.domains.identity.queries import holders, role_in, roles_of_tenant, user_in, users_of_role
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import installation, tenant_of
from podium.kernel.context import Context, Query
from podium.kernel.errors import Unauthorized
from podium.odata.wire import Complex


class UserPermissions(Complex):
    user_id: int
    permissions: list[str]


def every(ctx: Context) -> Query[User]:
    return ctx.select(User)


async def one(ctx: Context, row: User) -> User:
    return row


async def current(ctx: Context) -> User | None:
    """The caller, if it is a person or a robot; an application is none."""
    if ctx.caller.user_id is None:
        return None
    user = await ctx.one(user_in(ctx, ctx.caller.user_id), "User")
    if user.type is UserType.APPLICATION:
        raise Unauthorized
    return user


async def current_permissions(ctx: Context) -> UserPermissions:
    """All that the caller may do somewhere."""
    return UserPermissions(user_id=ctx.caller.user_id or 0, permissions=sorted(ctx.caller.anywhere()))


async def privileges(ctx: Context, user_id: int | None = None) -> dict[str, Any]:
    """What a user is entitled to, as the page about a user shows it."""
    user = await ctx.one(user_in(ctx, user_id or ctx.caller.user_id or 0), f"User {user_id}")
    await complete_users(ctx, [user])
    return {
        "roles": user.looked_up("roles_list", []),
        "access": {"mayHaveUserSession": user.may_have_user_session},
        "attendedSession": {"mayHaveRobotSession": user.may_have_robot_session},
        "personalWorkspace": {"mayHavePersonalWorkspace": bool(user.may_have_personal_workspace)},
        "updatePolicy": user.update_policy,
    }


async def users_for_role(ctx: Context, key: int) -> Query[User]:
    """Every user, those first who hold a role."""
    await ctx.one(role_in(ctx, key), f"Role {key}")
    return users_of_role(ctx, key)


async def user_ids_for_role(ctx: Context, key: int) -> list[int]:
    """The users who hold a role in the tenant."""
    await ctx.one(role_in(ctx, key), f"Role {key}")
    return [user.id for user in await ctx.all(holders(ctx, key))]


def every_role(ctx: Context) -> Query[Role]:
    return ctx.select(Role)


async def one_role(ctx: Context, row: Role) -> Role:
    return row


def permissions(ctx: Context) -> list[Permission]:
    """Every permission there is."""
    return shown()


async def complete_users(ctx: Context, users: Sequence[User]) -> None:
    """Look up the roles that users hold in their tenant, and what it is called."""
    roles = {role.id: role for role in await ctx.all(roles_of_tenant(ctx, ctx.tenant_id))}
    tenant = await ctx.first(tenant_of(ctx, ctx.tenant_id))
    held: dict[int, list[Role]] = defaultdict(list)
    of_them = [UserRole.user_id.in_([user.id for user in users]), UserRole.folder_id == IN_TENANT]
    for one in await ctx.all(ctx.select(UserRole).where(*of_them)):
        held[one.user_id].append(roles[one.role_id])
    elsewhere = await _providers(ctx, [user.id for user in users])
    for user in users:
        own = sorted(held[user.id], key=lambda role: role.name)
        told = {"roles_list": [role.name for role in own], "user_roles": [_held(user, role) for role in own]}
        told["login_providers"] = elsewhere[user.id]
        if tenant is not None:
            told |= {"tenancy_name": tenant.name, "tenant_display_name": tenant.display_name}
            told |= {"tenant_key": str(tenant.key)}
        user.__dict__.update(told)


async def _providers(ctx: Context, users: list[int]) -> Mapping[int, list[str]]:
    """The names of the providers through which users sign in."""
    names = {row.key: row.name for row in await ctx.all(providers(ctx, ctx.tenant_id))}
    found: dict[int, list[str]] = defaultdict(list)
    if names:
        for one in await ctx.all(ctx.select(ExternalLogin).where(ExternalLogin.user_id.in_(users))):
            found[one.user_id].append(names[one.provider])
    return found


def _held(user: User, role: Role) -> UserRoleShown:
    return UserRoleShown(
        user_id=user.id, role_id=role.id, user_name=user.user_name, role_name=role.name, role_type=role.type
    )


async def complete_tenants(ctx: Context, tenants: Sequence[Tenant]) -> None:
    """Look up the administrator of each tenant, when somebody last signed in to it, and whose it is."""
    place = await ctx.one(installation(ctx), "Installation")
    ids = [tenant.id for tenant in tenants]
    admins = await ctx.all(ctx.everywhere(User).where(User.tenant_id.in_(ids), User.user_name == ADMIN))
    keys = {admin.tenant_id: str(admin.key) for admin in admins}
    last: Any = ctx.everywhere(User).with_only_columns(User.tenant_id, sa.func.max(User.last_login_time))
    logins = dict(await ctx.values(last.where(User.tenant_id.in_(ids)).group_by(User.tenant_id)))
    for tenant in tenants:
        told = {"admin_user_key": keys.get(tenant.id), "last_login_time": logins.get(tenant.id)}
        tenant.__dict__.update(told, organization_name=place.organization)


async def complete_entries(ctx: Context, entries: Sequence[AuditLog]) -> None:
    """Look up which of those who did something are users no more."""
    numbers = {entry.user_id for entry in entries if entry.user_id is not None}
    there: Any = ctx.everywhere(User).where(User.id.in_(numbers)).with_only_columns(User.id)
    known = {number for (number,) in await ctx.values(there)} if numbers else set()
    for entry in entries:
        entry.__dict__["user_is_deleted"] = entry.user_id is not None and entry.user_id not in known


async def complete_roles(ctx: Context, roles: Sequence[Role]) -> None:
    """Spell out what roles grant."""
    for role in roles:
        role.__dict__["permissions"] = shown(role)
