"""What the authorization server tells: where it is, its keys, who a token stands for, whether it is still good."""

from collections.abc import Callable, Mapping
from typing import Any

from podium.domains.identity import pkce, sessions, tokens
from podium.domains.identity.models import User
from podium.domains.identity.oauth.clients import authenticated
from podium.domains.identity.oauth.grants import GRANTS, refresh_token
from podium.domains.identity.oauth.refusals import Refused, refuse
from podium.domains.identity.queries import personal_token, user_keyed, user_of
from podium.domains.identity.scopes import ABOUT_PEOPLE, SCOPES
from podium.kernel.context import Context
from podium.kernel.errors import Unauthorized
from podium.kernel.keys import key_of
from podium.kernel.secrets import fingerprint
from podium.odata.bind import Base, Form, Headers
from podium.odata.request import Answered

ENDPOINTS = {
    "authorization_endpoint": "connect/authorize",
    "token_endpoint": "connect/token",
    "userinfo_endpoint": "connect/userinfo",
    "end_session_endpoint": "connect/endsession",
    "revocation_endpoint": "connect/revocation",
    "introspection_endpoint": "connect/introspect",
    "jwks_uri": ".well-known/openid-configuration/jwks",
}
PROPERTIES = {
    "scopes_supported": [*ABOUT_PEOPLE, *SCOPES],
    "claims_supported": ["sub", "name", "preferred_username", "email", "email_verified", "prt_id"],
    "grant_types_supported": list(GRANTS),
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
    "id_token_signing_alg_values_supported": [tokens.ALGORITHM],
    "subject_types_supported": ["public"],
    "code_challenge_methods_supported": [pkce.METHOD],
    "prompt_values_supported": ["none", "login"],
    "ui_locales_supported": ["en", "de"],
}


def configuration_at(path: str) -> Callable[..., Mapping[str, Any]]:
    """The discovery document of the server as it is found below a path."""

    def configuration(ctx: Context, base: Base) -> dict[str, Any]:
        issuer = f"{base}{path}"
        return {"issuer": issuer, **{name: f"{issuer}/{end}" for name, end in ENDPOINTS.items()}, **PROPERTIES}

    return configuration


async def keys(ctx: Context) -> dict[str, Any]:
    return {"keys": await tokens.public_keys(ctx)}


async def userinfo(ctx: Context, headers: Headers) -> dict[str, Any] | Answered:
    """Who the bearer of a token is."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    claims = await _good(ctx, token.strip()) if scheme.lower() == "bearer" else None
    user = await _user(ctx, claims) if claims else None
    if user is None:
        return Answered(401, {"error": "invalid_token"}, {"www-authenticate": 'Bearer error="invalid_token"'})
    return {
        "sub": str(user.key),
        "name": user.full_name,
        "preferred_username": user.user_name,
        "given_name": user.name,
        "family_name": user.surname,
        "email": user.email_address,
        "email_verified": user.is_email_confirmed,
        "locale": user.culture,
    }


async def introspect(ctx: Context, form: Form, headers: Headers) -> dict[str, Any] | Answered:
    """Tell a client whether a token is good, and what it says (RFC 7662)."""
    try:
        app = await authenticated(ctx, form, headers)
    except Refused as refused:
        return refused.answer()
    if app is None or app.is_public:
        return Refused("invalid_client", unknown=True).answer()
    claims = await _good(ctx, form.get("token", ""))
    if claims is None or await _user(ctx, claims) is None:
        return {"active": False}
    return {"active": True, "token_type": "Bearer", **claims}


async def revoke(ctx: Context, form: Form, headers: Headers) -> Answered:
    """End a token (RFC 7009); a refresh token ends its session. A token that is none of ours is as good as ended."""
    try:
        app = await authenticated(ctx, form, headers)
        if app is None:
            refuse("invalid_client")
    except Refused as refused:
        return refused.answer()
    token = form.get("token", "")
    row = await ctx.first(refresh_token(ctx, fingerprint(token)))
    session = await ctx.first(sessions.session_keyed(ctx, row.session)) if row else None
    if row is not None and session is not None and row.client_id == app.client_id:
        await sessions.end(ctx, session)
        return Answered(200, None)
    claims = await _good(ctx, token)
    if claims and claims.get("client_id") == app.client_id and "jti" in claims:
        await tokens.end(ctx, str(claims["jti"]))
    return Answered(200, None)


async def _good(ctx: Context, token: str) -> Mapping[str, Any] | None:
    """What a token says that has not ended; also that of a personal one."""
    personal = await ctx.first(personal_token(ctx, fingerprint(token)))
    if personal is not None:
        user = await ctx.first(user_of(ctx, personal.user_id))
        if user is None or personal.expires <= ctx.now:
            return None
        about = {"sub": str(user.key), "scope": personal.scope, "exp": int(personal.expires.timestamp())}
        return {**about, tokens.VERSION: user.token_version}
    try:
        return await tokens.verify(ctx, token)
    except Unauthorized:
        return None


async def _user(ctx: Context, claims: Mapping[str, Any]) -> User | None:
    key = key_of(str(claims.get("sub")))
    user = await ctx.first(user_keyed(ctx, key)) if key else None
    return user if user is not None and user.is_active and tokens.is_current(user, claims) else None
