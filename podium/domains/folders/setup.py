"""The first start: an organization, a tenant with its roles, an administrator, a folder to begin in."""

from dataclasses import dataclass

from podium.domains.folders.grants import TENANT
from podium.domains.folders.models import Folder
from podium.domains.identity import tokens
from podium.domains.identity.models import Application, User, UserRole, UserType
from podium.domains.identity.permissions import built_in_roles
from podium.domains.identity.queries import application, role_named, signing_keys, user_named
from podium.domains.identity.scopes import SCOPES
from podium.domains.tenants.models import Installation, Tenant
from podium.domains.tenants.queries import installation, tenant_named
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, hash_password, random_secret

DEFAULT_TENANT, SHARED, ADMIN = "Default", "Shared", "admin"


@dataclass(frozen=True)
class Wishes:
    """What the operator may say beforehand; an empty password is generated."""

    organization: str = "default"
    admin_password: str = ""
    client_id: str = ""
    client_secret: str = ""


async def set_up(ctx: Context, wishes: Wishes) -> str | None:
    """Make what every installation has; gives the administrator's password if it was generated now."""
    if not await ctx.all(installation(ctx)):
        ctx.record(Installation(id=1, organization=wishes.organization))
    if not await ctx.all(signing_keys(ctx)):
        await tokens.new_key(ctx)
    tenant = await ctx.first(tenant_named(ctx, DEFAULT_TENANT))
    generated = None
    if tenant is None:
        generated = wishes.admin_password or random_secret(12)
        await new_tenant(ctx, DEFAULT_TENANT, generated)
    elif wishes.admin_password:
        ctx.tenant_id = tenant.id
        await _set_password(ctx, wishes.admin_password)
    else:
        ctx.tenant_id = tenant.id
    await ctx.settle()
    if wishes.client_id and wishes.client_secret:
        await _set_application(ctx, wishes)
    return None if wishes.admin_password else generated


async def new_tenant(ctx: Context, name: str, password: str) -> Tenant:
    """A tenant with its built-in roles, its administrator and its first folder."""
    tenant = await ctx.add(Tenant(name=name, display_name=name))
    ctx.tenant_id = tenant.id
    roles = {role.name: await ctx.add(role) for role in built_in_roles()}
    admin = User(user_name=ADMIN, name="Administrator", password_hash=await hash_password(password))
    await ctx.add(admin)
    await ctx.settle()
    await ctx.add(Folder(display_name=SHARED, fully_qualified_name=SHARED))
    ctx.record(UserRole(user_id=admin.id, role_id=roles["Administrator"].id, folder_id=TENANT))
    return tenant


async def _set_password(ctx: Context, password: str) -> None:
    admin = await ctx.one(user_named(ctx, ctx.tenant_id, ADMIN), ADMIN)
    admin.password_hash = await hash_password(password)


async def _set_application(ctx: Context, wishes: Wishes) -> None:
    """A confidential application with all scopes and the administrator's role."""
    found = await ctx.first(application(ctx, wishes.client_id))
    if found is not None:
        found.secret_hash = fingerprint(wishes.client_secret)
        return
    user = await ctx.add(User(user_name=wishes.client_id, type=UserType.APPLICATION))
    await ctx.settle()
    role = await ctx.one(role_named(ctx, "Administrator"), "Administrator")
    ctx.record(UserRole(user_id=user.id, role_id=role.id, folder_id=TENANT))
    ctx.record(
        Application(
            client_id=wishes.client_id,
            name="First application",
            secret_hash=fingerprint(wishes.client_secret),
            scopes=" ".join(SCOPES),
            user_id=user.id,
        )
    )
