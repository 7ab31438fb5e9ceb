"""The providers that a tenant trusts: named, tried out, changed and trusted no more."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.domains.identity.errors import DomainUnreachable
from podium.domains.identity.federation import openid
from podium.domains.identity.models import ExternalProvider
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.kernel.sealing import seal, unseal
from podium.kernel.statements import prepared

CALLBACK = "/identity/account/external-callback"


@prepared
def providers(ctx: Context, tenant: int) -> sa.Select[ExternalProvider]:
    """The providers of a tenant by their names."""
    rows = ctx.everywhere(ExternalProvider).where(ExternalProvider.tenant_id == tenant)
    return rows.order_by(ExternalProvider.name)


@prepared
def provider_keyed(ctx: Context, tenant: int, key: UUID) -> sa.Select[ExternalProvider]:
    return ctx.everywhere(ExternalProvider).where(ExternalProvider.tenant_id == tenant, ExternalProvider.key == key)


async def offered(ctx: Context, tenant: int) -> list[ExternalProvider]:
    """The providers through which people may sign in now."""
    return [row for row in await ctx.all(providers(ctx, tenant)) if row.is_active]


async def provider(ctx: Context, tenant: int, key: UUID) -> ExternalProvider:
    """A provider of a tenant."""
    return await ctx.one(provider_keyed(ctx, tenant, key), f"ExternalIdentityProvider {key}")


async def trust(ctx: Context, values: dict[str, Any], secret: str) -> ExternalProvider:
    """Trust a provider, if it answers."""
    row = ExternalProvider(tenant_id=ctx.tenant_id, **values)
    if secret:
        await seal(ctx, row, "secret", secret)
    ctx.record(row)
    await endpoints(ctx, row)
    return row


async def change(ctx: Context, key: UUID, values: dict[str, Any], secret: str | None) -> ExternalProvider:
    """Change what is known of a provider; a secret that is not told stays, unless it would go to another one."""
    row = await provider(ctx, ctx.tenant_id, key)
    if secret is None and values["issuer"] != row.issuer:
        row.secret = None
    for name, value in values.items():
        setattr(row, name, value)
    if secret:
        await seal(ctx, row, "secret", secret)
    await endpoints(ctx, row)
    return row


async def endpoints(ctx: Context, row: ExternalProvider) -> openid.Endpoints:
    """Where a provider is at present, as it says."""
    if not openid.is_safe(row.issuer):
        raise BadRequest(why="An issuer is found by https.", field="issuer")
    try:
        return await ctx.away(openid.discovered(row.issuer))
    except openid.Unreachable as problem:
        raise DomainUnreachable(name=row.name) from problem


async def client(ctx: Context, row: ExternalProvider, base: str) -> openid.Client:
    """We, as a provider knows us."""
    secret = await unseal(ctx, row, "secret") if row.secret is not None else ""
    return openid.Client(row.issuer, row.client_id, secret, f"{base}{CALLBACK}")
