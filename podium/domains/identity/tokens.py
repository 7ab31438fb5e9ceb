"""Tokens: signed by a key of the installation, verified once and remembered until they end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from podium.domains.identity.models import SigningKey
from podium.domains.identity.queries import signing_keys
from podium.kernel.context import Context
from podium.kernel.errors import Unauthorized

ALGORITHM = "RS256"
LIFETIME = timedelta(hours=1)
PLACE = "signing_keys"
REMEMBERED = 10_000
_verified: dict[str, Mapping[str, Any]] = {}


async def sign(ctx: Context, claims: Mapping[str, Any], lifetime: timedelta = LIFETIME) -> str:
    """A token with these claims, its times and the id of the key added."""
    row = await newest_key(ctx)
    key = _key(ctx, row)
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


def new_key(ctx_vault: Any, now: datetime) -> SigningKey:
    """A fresh key, sealed; the caller stores it."""
    kid = uuid4().hex
    private = RSAKey.generate_key(2048, private=True).as_pem(private=True).decode()
    return SigningKey(kid=kid, private=ctx_vault.seal(private, f"{PLACE}/{kid}"), created=now)


async def _decode(ctx: Context, token: str) -> Mapping[str, Any]:
    for row in await ctx.all(signing_keys(ctx)):
        try:
            return jwt.decode(token, _key(ctx, row), algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError):
            continue
    raise Unauthorized


def _key(ctx: Context, row: SigningKey) -> RSAKey:
    made: RSAKey = ctx.memory.made(
        ("signing key", row.kid),
        (SigningKey,),
        lambda: RSAKey.import_key(ctx.vault.open(row.private, f"{PLACE}/{row.kid}")),
    )
    return made
