"""Signing in: by name and password at the old address, by OAuth grants at the token endpoint."""

from typing import Any
from uuid import UUID

import msgspec

from podium.domains.identity import tokens
from podium.domains.identity.clients import claims_of_client
from podium.domains.identity.errors import SignInFailed
from podium.domains.identity.models import Application, User
from podium.domains.identity.queries import application, user_named, user_of
from podium.domains.tenants.errors import TenantDisabled, TenantNotFound
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import installation, tenant_named, tenant_of
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, password_matches, same
from podium.odata.bind import Form, Headers
from podium.odata.request import Answered
from podium.odata.wire import Plain

DEFAULT_TENANT = "Default"


class LoginModel(Plain):
    username_or_email_address: str = ""
    password: str = ""
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
    wished = body.tenancy_name or headers.get("x-uipath-tenantname") or DEFAULT_TENANT
    tenant = await _tenant(ctx, wished)
    user = await ctx.first(user_named(ctx, tenant.id, body.username_or_email_address))
    if not await password_matches(user.password_hash if user else None, body.password) or user is None:
        raise SignInFailed
    if not user.is_active:
        raise SignInFailed
    user.last_login_time = ctx.now
    return AjaxResponse(result=await tokens.sign(ctx, await claims_of_user(ctx, user, tenant)))


async def _tenant(ctx: Context, name: str) -> Tenant:
    tenant = await ctx.first(tenant_named(ctx, name))
    if tenant is None:
        raise TenantNotFound(name=name)
    if not tenant.is_active:
        raise TenantDisabled(name=tenant.name)
    return tenant


async def claims_of_user(ctx: Context, user: User, tenant: Tenant) -> dict[str, Any]:
    """What a token says of a user."""
    place = (await ctx.all(installation(ctx)))[0]
    return {
        "sub": str(user.key),
        "email": user.email_address,
        "preferred_username": user.user_name,
        "prt_id": str(place.organization_key),
        "tenant": str(tenant.key),
    }


class Token(msgspec.Struct):
    access_token: str
    expires_in: int
    scope: str
    token_type: str = "Bearer"  # noqa: S105 - the kind of a token, not one


class OAuthError(msgspec.Struct):
    error: str
    error_description: str = ""


async def token(ctx: Context, form: Form) -> Token | Answered:
    """The token endpoint: client credentials."""
    if form.get("grant_type") != "client_credentials":
        return Answered(400, OAuthError("unsupported_grant_type"))
    app = await ctx.first(application(ctx, form.get("client_id", "")))
    if app is None:
        return await _other_client(ctx, form)
    secret = fingerprint(form.get("client_secret", ""))
    if app.secret_hash is None or not same(secret, app.secret_hash):
        return Answered(400, OAuthError("invalid_client"))
    wanted = form.get("scope", "").split() or app.scopes.split()
    if not set(wanted) <= set(app.scopes.split()):
        return Answered(400, OAuthError("invalid_scope"))
    return await _token_of(ctx, app, " ".join(wanted))


async def _other_client(ctx: Context, form: Form) -> Token | Answered:
    claims = await claims_of_client(ctx, form.get("client_id", ""), form.get("client_secret", ""))
    if claims is None:
        return Answered(400, OAuthError("invalid_client"))
    return Token(await tokens.sign(ctx, claims), int(tokens.LIFETIME.total_seconds()), form.get("scope", ""))


async def _token_of(ctx: Context, app: Application, scope: str) -> Token | Answered:
    user = await ctx.first(user_of(ctx, app.user_id))
    tenant = await ctx.first(tenant_of(ctx, app.tenant_id))
    if user is None or not user.is_active or tenant is None or not tenant.is_active:
        return Answered(400, OAuthError("invalid_client"))
    claims = await claims_of_user(ctx, user, tenant)
    claims |= {"client_id": app.client_id, "scope": scope}
    seconds = int(tokens.LIFETIME.total_seconds())
    return Token(await tokens.sign(ctx, claims), seconds, scope)


def subject(claims: Any) -> UUID:
    return UUID(claims["sub"])
