"""The way to a provider and back, in one browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from podium.domains.identity import attempts
from podium.domains.identity.errors import DomainUnreachable, NotLetIn
from podium.domains.identity.federation import links, openid, providers
from podium.domains.identity.models import Departure, ExternalProvider, User
from podium.domains.identity.sign_in import welcome
from podium.domains.tenants.errors import TenantDisabled
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, random_secret, same
from podium.kernel.statements import prepared

PATIENCE = timedelta(minutes=15)


class Lost(Exception):
    """Nobody is expected so, or not any more."""


@prepared
def departure(ctx: Context, state_hash: str) -> sa.Select[Departure]:
    return ctx.everywhere(Departure).where(Departure.state_hash == state_hash)


@dataclass(frozen=True)
class Traveller:
    """A browser, known by a word in one of its cookies, and the address at which it finds us."""

    browser: str
    base: str


async def depart(ctx: Context, tenant: Tenant, key: str, back: str, by: Traveller) -> str:
    """The address to which somebody goes to sign in; ``back`` is kept for when they return."""
    ctx.tenant_id = tenant.id
    await attempts.slow_down(ctx)
    provider = next((row for row in await providers.offered(ctx, tenant.id) if str(row.key) == key), None)
    if provider is None or not by.browser:
        raise Lost
    endpoints = await providers.endpoints(ctx, provider)
    secrets = openid.Secrets(*(random_secret(32) for _ in range(3)))
    ctx.record(
        Departure(
            tenant_id=tenant.id,
            state_hash=fingerprint(secrets.state),
            provider=provider.key,
            browser_hash=fingerprint(by.browser),
            nonce=secrets.nonce,
            verifier=secrets.verifier,
            back=back,
            expires=ctx.now + PATIENCE,
        )
    )
    return openid.question(endpoints, await providers.client(ctx, provider, by.base), provider.scopes, secrets)


async def expected(ctx: Context, state: str, by: Traveller) -> Departure:
    """Whom we expect back with a state, in this browser; they are expected once."""
    row = await ctx.first(departure(ctx, fingerprint(state)))
    if row is None or row.expires <= ctx.now or not same(row.browser_hash, fingerprint(by.browser)):
        raise Lost
    ctx.remove(row)
    ctx.tenant_id = row.tenant_id
    return row


async def arrive(ctx: Context, gone: Departure, query: Mapping[str, str], by: Traveller) -> User:
    """The user as whom somebody comes back from a provider."""
    provider = await providers.provider(ctx, gone.tenant_id, gone.provider)
    tenant = await ctx.one(tenant_of(ctx, gone.tenant_id), "Tenant")
    if not tenant.is_active:
        raise TenantDisabled(name=tenant.name)
    person = await _person(ctx, provider, openid.Secrets(query["state"], gone.nonce, gone.verifier), query, by)
    user = await links.owner(ctx, provider, person)
    if not (user.is_active and provider.is_active):
        raise NotLetIn(name=provider.name)
    await welcome(ctx, tenant, user.user_name, user)
    return user


async def _person(
    ctx: Context, provider: ExternalProvider, secrets: openid.Secrets, query: Mapping[str, str], by: Traveller
) -> openid.Person:
    client = await providers.client(ctx, provider, by.base)
    try:
        return await ctx.away(openid.answered(client, query, secrets, ctx.now))
    except openid.Unreachable as problem:
        raise DomainUnreachable(name=provider.name) from problem
    except openid.Unbelievable as problem:
        raise NotLetIn(name=provider.name) from problem
