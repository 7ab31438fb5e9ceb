"""Providers of OpenID Connect that are trusted, and the logins there that are linked to users."""

from datetime import datetime
from uuid import UUID

from podium.domains.identity.federation import links, providers
from podium.domains.identity.management.accounts import caller_as_user
from podium.domains.identity.management.users import user_of_key
from podium.domains.identity.models import ExternalLogin, ExternalProvider, User
from podium.domains.identity.models.federation import USUAL_SCOPES
from podium.kernel.context import Context
from podium.odata.wire import Plain

FIELDS = ("name", "issuer", "client_id", "scopes", "is_active", "links_by_email", "makes_users")


class Provider(Plain):
    """A provider as it is shown and sent; its secret is never shown, and stays where none is sent."""

    name: str
    issuer: str
    client_id: str
    client_secret: str | None = None
    scopes: str = USUAL_SCOPES
    is_active: bool = True
    links_by_email: bool = False
    makes_users: bool = False
    id: UUID | None = None
    partition_global_id: UUID | None = None


class LoginShown(Plain):
    id: UUID
    provider_id: UUID
    provider: str
    subject: str
    linked: datetime


class LoginWish(Plain):
    """Who is called ``subject`` at a provider."""

    provider_id: UUID
    subject: str


async def every(ctx: Context) -> list[Provider]:
    """The providers that are trusted."""
    return [_shown(row) for row in await ctx.all(providers.providers(ctx, ctx.tenant_id))]


async def one(ctx: Context, provider_id: UUID) -> Provider:
    return _shown(await providers.provider(ctx, ctx.tenant_id, provider_id))


async def trust(ctx: Context, body: Provider) -> Provider:
    """Trust a provider, if it answers."""
    return _shown(await providers.trust(ctx, _values(body), body.client_secret or ""))


async def change(ctx: Context, provider_id: UUID, body: Provider) -> Provider:
    """Change what is known of a provider, if it answers then."""
    return _shown(await providers.change(ctx, provider_id, _values(body), body.client_secret))


async def distrust(ctx: Context, provider_id: UUID) -> None:
    """Trust a provider no more; the links to it are forgotten."""
    ctx.remove(await providers.provider(ctx, ctx.tenant_id, provider_id))


async def own_logins(ctx: Context) -> list[LoginShown]:
    """Where else the caller may sign in."""
    return await _logins(ctx, await caller_as_user(ctx))


async def end_own_login(ctx: Context, login_id: UUID) -> None:
    """Let nobody in from there as the caller any more."""
    await links.unlink(ctx, await caller_as_user(ctx), login_id)


async def logins(ctx: Context, user_id: UUID) -> list[LoginShown]:
    """Where else a user may sign in."""
    return await _logins(ctx, await user_of_key(ctx, user_id))


async def link(ctx: Context, user_id: UUID, body: LoginWish) -> LoginShown:
    """Let somebody of a provider in as a user."""
    provider = await providers.provider(ctx, ctx.tenant_id, body.provider_id)
    return _login(links.link(ctx, provider, body.subject, await user_of_key(ctx, user_id)), provider.name)


async def unlink(ctx: Context, user_id: UUID, login_id: UUID) -> None:
    """Let nobody in from there as this user any more."""
    await links.unlink(ctx, await user_of_key(ctx, user_id), login_id)


async def _logins(ctx: Context, user: User) -> list[LoginShown]:
    names = {row.key: row.name for row in await ctx.all(providers.providers(ctx, ctx.tenant_id))}
    return [_login(row, names[row.provider]) for row in await ctx.all(links.logins_of(ctx, user.id))]


def _login(row: ExternalLogin, name: str) -> LoginShown:
    return LoginShown(id=row.key, provider_id=row.provider, provider=name, subject=row.subject, linked=row.linked)


def _values(body: Provider) -> dict[str, object]:
    return {name: getattr(body, name) for name in FIELDS}


def _shown(row: ExternalProvider) -> Provider:
    told = {name: getattr(row, name) for name in FIELDS}
    return Provider(id=row.key, **told)
