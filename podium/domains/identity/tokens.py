"""Tokens: signed by a key of the installation, verified once and remembered until they end."""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from podium.domains.identity.models import Ended, SigningKey, User
from podium.domains.identity.queries import ended, signing_keys
from podium.kernel.context import Context
from podium.kernel.errors import Unauthorized
from podium.kernel.sealing import seal, unseal

ALGORITHM = "RS256"
LIFETIME = timedelta(hours=1)
VERSION = "ver"
"""The claim with the version of a user's tokens: a password that was changed makes those before it worthless."""
SESSION = "sid"
SIGNS_FOR = timedelta(days=90)
PUBLISHED_FIRST = timedelta(days=1)
"""A new key is published for a while before it signs, so that everybody knows it by then."""
MOST_KEYS = 3
"""Older keys are dropped: all that they signed has ended long ago."""
MADE_OF = (SigningKey,)
"""The tables from which is told what is good of a token."""


async def sign(ctx: Context, claims: Mapping[str, Any], lifetime: timedelta = LIFETIME, kind: str = "at+jwt") -> str:
    """A token with these claims, its times and the id of the key added."""
    row = await signing_key(ctx)
    times = {"iat": int(ctx.now.timestamp()), "exp": int((ctx.now + lifetime).timestamp()), "jti": uuid4().hex}
    return jwt.encode({"alg": ALGORITHM, "kid": row.kid, "typ": kind}, {**times, **claims}, await _key(ctx, row))


async def verify(ctx: Context, token: str) -> Mapping[str, Any]:
    """The claims of a token that one of our keys signed and that has not ended."""
    claims = await ctx.remembered(("token", token), MADE_OF, lambda: _decode(ctx, token))
    if float(claims.get("exp", 0)) <= ctx.now.timestamp():
        raise Unauthorized
    for name in (claims.get(SESSION), claims.get("jti")):
        if name and await ctx.first(ended(ctx, str(name))) is not None:
            raise Unauthorized
    return claims


def is_current(user: User, claims: Mapping[str, Any]) -> bool:
    """Is a token of the version that holds for its user?"""
    return claims.get(VERSION) == user.token_version


async def end(ctx: Context, key: str, lifetime: timedelta = LIFETIME) -> None:
    """End a session or a single token before its time; in all processes, from the next request on."""
    if await ctx.first(ended(ctx, key)) is None:
        ctx.record(Ended(key=key, expires=ctx.now + lifetime))


async def signing_key(ctx: Context) -> SigningKey:
    """The key that signs now: the newest that everybody knows, else the oldest."""
    rows = await ctx.all(signing_keys(ctx))
    return next((row for row in rows if row.created + PUBLISHED_FIRST <= ctx.now), rows[-1])


async def public_keys(ctx: Context) -> list[Mapping[str, Any]]:
    """The public parts of all keys, for others to verify tokens with."""
    keys = [(row, await _key(ctx, row)) for row in await ctx.all(signing_keys(ctx))]
    return [{**key.as_dict(private=False), "kid": row.kid, "use": "sig", "alg": ALGORITHM} for row, key in keys]


async def new_key(ctx: Context) -> None:
    """Make a fresh key, which signs when everybody knows it."""
    row = SigningKey(kid=uuid4().hex, created=ctx.now)
    await seal(ctx, row, "private", RSAKey.generate_key(2048, private=True).as_pem(private=True).decode())
    ctx.record(row)


async def rotate(ctx: Context) -> int:
    """Make a new key when the newest is old enough."""
    rows = await ctx.all(signing_keys(ctx))
    if rows and rows[0].created + SIGNS_FOR > ctx.now:
        return 0
    await new_key(ctx)
    for row in rows[MOST_KEYS - 1 :]:
        ctx.discard(row)
    return 1


async def _decode(ctx: Context, token: str) -> Mapping[str, Any]:
    for row in await ctx.all(signing_keys(ctx)):
        try:
            return jwt.decode(token, await _key(ctx, row), algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError):
            continue
    raise Unauthorized


async def _key(ctx: Context, row: SigningKey) -> RSAKey:
    async def read() -> RSAKey:
        return _read(await unseal(ctx, row, "private"))

    return await ctx.remembered(("signing key", row.kid), MADE_OF, read)


@lru_cache(MOST_KEYS)
def _read(private: str) -> RSAKey:
    """Read a key; checking its primes takes a while, so servers in one process share it."""
    return RSAKey.import_key(private)
