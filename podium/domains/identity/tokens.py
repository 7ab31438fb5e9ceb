"""Tokens: signed by a key of the installation, verified once and remembered until they end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from podium.domains.identity.models import SigningKey
from podium.domains.identity.queries import signing_keys
from podium.kernel.context import Context
from podium.kernel.errors import Unauthorized
from podium.kernel.sealing import seal, unseal

ALGORITHM = "RS256"
LIFETIME = timedelta(hours=1)
REMEMBERED = 10_000
_verified: dict[str, Mapping[str, Any]] = {}


async def sign(ctx: Context, claims: Mapping[str, Any], lifetime: timedelta = LIFETIME) -> str:
    """A token with these claims, its times and the id of the key added."""
    row = await newest_key(ctx)
    key = await _key(ctx, row)
    times = {"iat": int(ctx.now.timestamp()), "exp": int((ctx.now + lifetime).timestamp()), "jti": uuid4().hex}
    return jwt.encode({"alg": ALGORITHM, "kid": row.kid, "typ": "at+jwt"}, {**times, **claims}, key)


async def verify(ctx: Context, token: str) -> Mapping[str, Any]:
    """The claims of a token that one of our keys signed and that has not ended."""
    claims = _verified.get(token)
    if claims is None:
        claims = await _decode(ctx, token)
        if len(_verified) >= REMEMBERED:
            _verified.clear()
        _verified[token] = claims
    if float(claims.get("exp", 0)) <= ctx.now.timestamp():
        _verified.pop(token, None)
        raise Unauthorized
    return claims


async def newest_key(ctx: Context) -> SigningKey:
    rows = await ctx.all(signing_keys(ctx))
    return rows[0]


async def new_key(ctx: Context) -> None:
    """Make a fresh key, which signs from now on."""
    row = SigningKey(kid=uuid4().hex, created=ctx.now)
    await seal(ctx, row, "private", RSAKey.generate_key(2048, private=True).as_pem(private=True).decode())
    ctx.record(row)


async def _decode(ctx: Context, token: str) -> Mapping[str, Any]:
    for row in await ctx.all(signing_keys(ctx)):
        try:
            return jwt.decode(token, await _key(ctx, row), algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError):
            continue
    raise Unauthorized


async def _key(ctx: Context, row: SigningKey) -> RSAKey:
    kept: RSAKey | None = ctx.memory.get(("signing key", row.kid), (SigningKey,))
    if kept is None:
        seen = ctx.memory.generations((SigningKey,))
        kept = RSAKey.import_key(await unseal(ctx, row, "private"))
        ctx.memory.keep(("signing key", row.kid), seen, kept)
    return kept
