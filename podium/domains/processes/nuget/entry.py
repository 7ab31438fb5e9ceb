"""Who a NuGet client is, and which feed it means: these clients send their keys in ways of their own."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from podium.domains.folders.gate import caller_of, user_of_personal_token, user_of_token
from podium.domains.identity import personal, tokens
from podium.domains.identity.sign_in import DEFAULT_TENANT, enter, open_tenant
from podium.domains.processes import feeds
from podium.domains.processes.deployment import deployment
from podium.domains.processes.errors import NugetUnauthorized
from podium.domains.processes.feeds import Feed, Purpose
from podium.domains.processes.shelves import LIBRARIES, PACKAGES, Shelf
from podium.domains.tenants.queries import tenant_of
from podium.kernel.caller import Caller
from podium.kernel.context import Context
from podium.kernel.errors import Forbidden, NotFound
from podium.kernel.keys import key_of
from podium.kernel.secrets import same

API_KEY = "x-nuget-apikey"
PUSHER = "nuget"
SCOPE = "OR.Execution"


@dataclass(frozen=True)
class Door:
    """A feed that a client may look into, and where it is."""

    feed: Feed
    shelf: Shelf[Any]
    address: str


async def opened(ctx: Context, base: str, feed: str | None, verb: str) -> Door:
    """Let a client in that may do ``verb`` with a feed; with that of the tenant where none is named."""
    await _identify(ctx)
    found = await feeds.tenant_feed(ctx) if feed is None else await _feed(ctx, feed)
    feeds.demand(ctx, found, verb)
    if ctx.caller.scopes is not None and ctx.caller.scopes.isdisjoint({SCOPE, f"{SCOPE}.{_access(verb)}"}):
        raise Forbidden(missing=f"scope {SCOPE}")
    shelf: Shelf[Any] = LIBRARIES if found.purpose is Purpose.LIBRARIES else PACKAGES
    return Door(found, shelf, f"{base}/nuget/v3/{found.key}")


def _access(verb: str) -> str:
    return "Read" if verb == "View" else "Write"


async def _identify(ctx: Context) -> None:
    if not ctx.caller.anonymous:
        return
    headers = ctx.place.facts
    key, basic = headers.get(API_KEY, ""), headers.get("authorization", "")
    caller = await _by_key(ctx, key) if key else await _by_basic(ctx, basic.partition(" ")[2]) if basic else None
    if caller is None:
        raise NugetUnauthorized
    ctx.caller, ctx.tenant_id = caller, caller.tenant_id


async def _by_key(ctx: Context, key: str) -> Caller | None:
    """Whoever made a token; or somebody who may publish, and nothing else, by the key of the tenant's settings."""
    if caller := await _by_token(ctx, key):
        return caller
    if not ctx.tenant_id:
        ctx.tenant_id = (await open_tenant(ctx, DEFAULT_TENANT)).id
    told = await deployment(ctx)
    keys = {"Packages.Create": told.packages_key, "Libraries.Create": told.libraries_key}
    opens = frozenset(permission for permission, known in keys.items() if known and same(known, key))
    return Caller(PUSHER, None, ctx.tenant_id, {None: opens}) if opens else None


async def _by_basic(ctx: Context, credential: str) -> Caller | None:
    try:
        name, _, password = base64.b64decode(credential, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if caller := await _by_token(ctx, password):
        return caller
    tenant = await ctx.first(tenant_of(ctx, ctx.tenant_id)) if ctx.tenant_id else None
    return await caller_of(ctx, await enter(ctx, tenant or await open_tenant(ctx, DEFAULT_TENANT), name, password))


async def _by_token(ctx: Context, token: str) -> Caller | None:
    if personal.is_one(token):
        return await user_of_personal_token(ctx, token)
    if token.count(".") != 2:
        return None
    return await user_of_token(ctx, await tokens.verify(ctx, token))


async def _feed(ctx: Context, text: str) -> Feed:
    key = key_of(text)
    for feed in (*await feeds.process_feeds(ctx), *await feeds.library_feeds(ctx)):
        if feed.key == key:
            return feed
    raise NotFound(name=f"Feed {text}")
