"""Signing in by name and password: what is checked, in which order, and the old address for it."""

from datetime import timedelta
from typing import Any

import msgspec

from podium.domains.identity import attempts, tokens
from podium.domains.identity.directory.provision import signed_in
from podium.domains.identity.errors import (
    InvalidLoginMethod,
    MustChangePassword,
    PasswordExpired,
    SignInFailed,
    UserIsDeleted,
)
from podium.domains.identity.models import Credential, User
from podium.domains.identity.passwords import Policy, policy_of
from podium.domains.identity.queries import credential, former_user, user_named
from podium.domains.tenants.errors import TenantDisabled, TenantNotFound
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import installation, tenant_named
from podium.kernel.context import Context
from podium.kernel.secrets import password_matches
from podium.odata.bind import Headers
from podium.odata.wire import Plain

DEFAULT_TENANT = "Default"
NOTED_EVERY = timedelta(minutes=5)


class LoginModel(Plain):
    username_or_email_address: str
    password: str
    tenancy_name: str | None = None


class AjaxResponse(msgspec.Struct, rename="camel"):
    """The answer of sign-in, as the vendor's web framework writes it."""

    result: Any = None
    target_url: str | None = None
    success: bool = True
    error: Any = None
    un_authorized_request: bool = False
    abp: bool = msgspec.field(default=True, name="__abp")


async def authenticate(ctx: Context, headers: Headers, body: LoginModel) -> AjaxResponse:
    """Exchange name and password for a token."""
    tenant = await open_tenant(ctx, body.tenancy_name or headers.get("x-uipath-tenantname") or DEFAULT_TENANT)
    user = await enter(ctx, tenant, body.username_or_email_address, body.password)
    return AjaxResponse(result=await tokens.sign(ctx, await claims_of_user(ctx, user, tenant)))


async def open_tenant(ctx: Context, name: str) -> Tenant:
    """The tenant of a name, if one may sign in to it."""
    tenant = await ctx.first(tenant_named(ctx, name))
    if tenant is None:
        raise TenantNotFound(name=name)
    if not tenant.is_active:
        raise TenantDisabled(name=tenant.name)
    return tenant


async def enter(ctx: Context, tenant: Tenant, name: str, password: str, *, directories: bool = False) -> User:
    """The user who signs in with a password, that of an account here or, if so wished, of a directory.

    What is wrong with an account is told only to who knows its password; that a name is locked is told of
    every name. So nobody learns which names exist, from the answers or from the time they take.
    """
    ctx.tenant_id = tenant.id
    await attempts.slow_down(ctx)
    user = await prove(ctx, tenant, name, password, directories=directories)
    if not user.is_active:
        raise SignInFailed
    known = await ctx.first(credential(ctx, user.id))
    if known is not None:
        _refuse(ctx, user, known, await policy_of(ctx, tenant.id))
    await welcome(ctx, tenant, name, user)
    return user


async def prove(ctx: Context, tenant: Tenant, name: str, password: str, *, directories: bool = False) -> User:
    """The user of a name, who has this password."""
    await attempts.refuse_locked(ctx, tenant.id, name)
    user = await ctx.first(user_named(ctx, tenant.id, name))
    known = await ctx.first(credential(ctx, user.id)) if user else None
    former = None if known else await ctx.first(former_user(ctx, tenant.id, name))
    hashed = known.password_hash if known else former.password_hash if former else None
    if await ctx.away(password_matches(hashed, password)):
        if user is None:
            raise UserIsDeleted
        return user
    found = await signed_in(ctx, name, password) if directories else None
    if found is None or known is not None:
        policy = await policy_of(ctx, tenant.id)
        await attempts.failed(ctx, tenant.id, name, policy, user.id if user else None)
    return found


def _refuse(ctx: Context, user: User, known: Credential, policy: Policy) -> None:
    if policy.basic_restricted and not user.bypass_basic_auth_restriction:
        raise InvalidLoginMethod
    if known.must_change:
        raise MustChangePassword
    if policy.lifetime is not None and known.changed + policy.lifetime <= ctx.now:
        raise PasswordExpired


async def welcome(ctx: Context, tenant: Tenant, name: str, user: User) -> None:
    """Note that somebody has signed in.

    The user tells when to within some minutes: with every note, all processes have to look at users anew.
    """
    await attempts.succeeded(ctx, tenant.id, name, user.id)
    if user.last_login_time is None or user.last_login_time + NOTED_EVERY <= ctx.now:
        user.last_login_time = ctx.now


async def claims_of_user(ctx: Context, user: User, tenant: Tenant) -> dict[str, Any]:
    """What a token says of a user."""
    place = await ctx.one(installation(ctx), "Installation")
    return {
        "sub": str(user.key),
        "email": user.email_address,
        "preferred_username": user.user_name,
        "name": user.full_name,
        "prt_id": str(place.organization_key),
        "tenant": str(tenant.key),
        tokens.VERSION: user.token_version,
    }
