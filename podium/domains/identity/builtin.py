"""What identity makes for a new tenant and a new installation: roles, the first administrator, known clients."""

from collections.abc import Sequence

from podium.domains.identity import passwords, tokens
from podium.domains.identity.models import IN_TENANT, Application, ApplicationSecret, Role, User, UserRole, UserType
from podium.domains.identity.permissions import ADMINISTRATOR, built_in_roles
from podium.domains.identity.queries import application, role_named, secrets_of, signing_keys
from podium.domains.identity.scopes import ANY, SCOPES
from podium.domains.tenants.events import TenantCreated
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint

ADMIN = "admin"
OF_NO_TENANT = 0
CLI = "36dea5b8-e8bb-423d-8e7b-c808df8f1c00"
CONSOLE = "podium-console"
KNOWN_CLIENTS = {
    CLI: ("Command line", "http://localhost/oidc/login\nhttp://127.0.0.1/oidc/login"),
    CONSOLE: ("Console", "/console/\n/console/signed-in"),
}
"""Clients that every installation knows: what they are called, and where they may be gone back to."""


async def furnish(ctx: Context, event: TenantCreated) -> None:
    """Give a new tenant its built-in roles, and an administrator with all permissions."""
    here = ctx.within(event.tenant_id)
    roles = {role.name: await here.add(role) for role in built_in_roles()}
    tenant = await here.one(tenant_of(here, event.tenant_id), "Tenant")
    admin = User(user_name=ADMIN, name=tenant.admin_name or "Administrator", surname=tenant.admin_surname)
    admin.email_address = tenant.admin_email_address
    await here.add(admin)
    here.record(UserRole(user_id=admin.id, role_id=roles[ADMINISTRATOR].id, folder_id=IN_TENANT))
    await passwords.restore(here, admin, event.admin_password)


async def administrator(ctx: Context) -> Role:
    return await ctx.one(role_named(ctx, ADMINISTRATOR), ADMINISTRATOR)


async def keys_and_clients(ctx: Context) -> None:
    """Make the first key to sign with, and the clients that every installation knows."""
    if not await ctx.all(signing_keys(ctx)):
        await tokens.new_key(ctx)
    for client_id, (name, addresses) in KNOWN_CLIENTS.items():
        if await ctx.first(application(ctx, client_id)) is None:
            app = Application(client_id=client_id, name=name, is_public=True, is_built_in=True, tenant_id=OF_NO_TENANT)
            app.user_scopes, app.redirect_uris = ANY, addresses
            ctx.record(app)


async def set_application(
    ctx: Context, client_id: str, secret: str, scopes: Sequence[str] = (), roles: Sequence[Role] = ()
) -> None:
    """A confidential application of this id and secret, with these scopes and roles, or all scopes and the
    administrator's role. Of one that is there, only the secret changes.
    """
    if await ctx.first(application(ctx, client_id)) is None:
        user = await ctx.add(User(user_name=client_id, name=client_id[:64], type=UserType.APPLICATION))
        for role in roles or [await administrator(ctx)]:
            ctx.record(UserRole(user_id=user.id, role_id=role.id, folder_id=IN_TENANT))
        may = " ".join(scopes or SCOPES)
        new = Application(client_id=client_id, name=client_id, scopes=may, user_id=user.id)
        new.user_scopes = may
        ctx.record(new)
    for row in await ctx.all(secrets_of(ctx, client_id)):
        ctx.remove(row)
    ctx.record(ApplicationSecret(client_id=client_id, secret_hash=fingerprint(secret), created=ctx.now))
