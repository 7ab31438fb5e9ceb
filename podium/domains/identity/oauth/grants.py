"""The token endpoint: what a client may show there, and the tokens it gets for it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from podium.domains.identity import sessions, tokens
from podium.domains.identity.clients import claims_of_client
from podium.domains.identity.models import Application, AuthorizationCode, RefreshToken, Session, User
from podium.domains.identity.oauth.clients import authenticated, credentials, granted_for_people, granted_to_itself
from podium.domains.identity.oauth.refusals import Refused, refuse
from podium.domains.identity.pkce import challenge_of
from podium.domains.identity.queries import user_of
from podium.domains.identity.sign_in import DEFAULT_TENANT, claims_of_user, enter, open_tenant
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import ApiError, TooManyRequests
from podium.kernel.secrets import fingerprint, random_secret, same
from podium.kernel.statements import prepared
from podium.odata.bind import Base, Form, Headers
from podium.odata.request import Answered

OFFLINE, OPENID = "offline_access", "openid"
Asked = Mapping[str, str]


class Tokens(msgspec.Struct, omit_defaults=True):
    """The answer of the token endpoint (RFC 6749, section 5.1)."""

    access_token: str
    expires_in: int
    token_type: str
    scope: str
    refresh_token: str | None = None
    id_token: str | None = None


@prepared
def code(ctx: Context, code_hash: str) -> sa.Select[AuthorizationCode]:
    return ctx.everywhere(AuthorizationCode).where(AuthorizationCode.code_hash == code_hash)


@prepared
def refresh_token(ctx: Context, token_hash: str) -> sa.Select[RefreshToken]:
    return ctx.everywhere(RefreshToken).where(RefreshToken.token_hash == token_hash)


def token_at(path: str) -> Callable[..., Awaitable[Tokens | Answered]]:
    """The token endpoint of the server as it is found below a path."""

    async def token(ctx: Context, form: Form, headers: Headers, base: Base) -> Tokens | Answered:
        try:
            return await _token(ctx, form, headers, f"{base}{path}")
        except Refused as refused:
            return refused.answer()

    return token


async def _token(ctx: Context, form: Asked, headers: Mapping[str, str], issuer: str) -> Tokens:
    grant = GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        refuse("unsupported_grant_type")
    app = await authenticated(ctx, form, headers)
    if app is None:
        return await _other_client(ctx, form, headers)
    return await grant(ctx, app, form, issuer)


async def _other_client(ctx: Context, form: Asked, headers: Mapping[str, str]) -> Tokens:
    """Clients that are no applications get tokens as themselves only."""
    claims = await claims_of_client(ctx, *credentials(form, headers))
    if claims is None or form.get("grant_type") != "client_credentials":
        refuse("invalid_client")
    return _answer(await tokens.sign(ctx, claims), form.get("scope", ""))


async def _as_itself(ctx: Context, app: Application, form: Asked, issuer: str) -> Tokens:
    user = await ctx.first(user_of(ctx, app.user_id)) if app.user_id is not None and not app.is_public else None
    if user is None:
        refuse("unauthorized_client")
    scope = granted_to_itself(app, form.get("scope", ""))
    claims = {**await _claims(ctx, user), "iss": issuer, "client_id": app.client_id, "scope": scope}
    return _answer(await tokens.sign(ctx, claims), scope)


async def _for_code(ctx: Context, app: Application, form: Asked, issuer: str) -> Tokens:
    row = await ctx.first(code(ctx, fingerprint(form.get("code", ""))))
    if row is None or row.client_id != app.client_id or row.expires <= ctx.now:
        refuse("invalid_grant")
    if row.used is not None:
        await _end(ctx, row.began)
        refuse("invalid_grant", "The code was used before; the session it began is over.")
    row.used = ctx.now
    if row.redirect_uri != form.get("redirect_uri") or not _is_answer(row.challenge, form.get("code_verifier", "")):
        refuse("invalid_grant")
    browser, user = await _session(ctx, row)
    session = _begin(ctx, app, user, row.scope)
    session.started, row.began = browser.started, session.key
    return await _of_session(ctx, app, (session, user), row.scope, issuer, nonce=row.nonce)


async def _for_refresh_token(ctx: Context, app: Application, form: Asked, issuer: str) -> Tokens:
    row = await ctx.first(refresh_token(ctx, fingerprint(form.get("refresh_token", ""))))
    if row is None or row.client_id != app.client_id or row.expires <= ctx.now:
        refuse("invalid_grant")
    if row.used is not None:
        await _end(ctx, row.session)
        refuse("invalid_grant", "The token was used before; its session is over.")
    row.used = ctx.now
    wished = form.get("scope", "").split() or row.scope.split()
    if not set(wished) <= set(row.scope.split()):
        refuse("invalid_scope")
    return await _of_session(ctx, app, await _session(ctx, row), " ".join(wished), issuer)


async def _for_password(ctx: Context, app: Application, form: Asked, issuer: str) -> Tokens:
    scope = granted_for_people(app, form.get("scope", ""))
    try:
        tenant = await open_tenant(ctx, form.get("tenant") or DEFAULT_TENANT)
        user = await enter(ctx, tenant, form.get("username", ""), form.get("password", ""), directories=True)
    except TooManyRequests:
        raise
    except ApiError as problem:
        refuse("invalid_grant", problem.message("en"))
    return await _of_session(ctx, app, (_begin(ctx, app, user, scope), user), scope, issuer)


GRANTS: Mapping[str, Callable[[Context, Application, Asked, str], Awaitable[Tokens]]] = {
    "client_credentials": _as_itself,
    "authorization_code": _for_code,
    "refresh_token": _for_refresh_token,
    "password": _for_password,
}


def _begin(ctx: Context, app: Application, user: User, scope: str) -> Session:
    """A session of a client: it lasts as long as its tokens, or as it may be prolonged."""
    lifetime = sessions.BY_REFRESHING if OFFLINE in scope.split() else tokens.LIFETIME
    return sessions.begin(ctx, user, app.client_id, lifetime)


async def _of_session(
    ctx: Context, app: Application, of: tuple[Session, User], scope: str, issuer: str, *, nonce: str | None = None
) -> Tokens:
    session, user = of
    session.last_used = ctx.now
    about = {**await _claims(ctx, user), "iss": issuer, tokens.SESSION: str(session.key)}
    access = await tokens.sign(ctx, {**about, "client_id": app.client_id, "scope": scope})
    wished = scope.split()
    answer = _answer(access, scope)
    if OFFLINE in wished:
        answer.refresh_token = _new_refresh_token(ctx, app, session, scope)
    if OPENID in wished:
        extra = {"nonce": nonce} if nonce else {}
        times = {"auth_time": int(session.started.timestamp())}
        answer.id_token = await tokens.sign(ctx, {**about, "aud": app.client_id, **times, **extra}, kind="JWT")
    return answer


def _new_refresh_token(ctx: Context, app: Application, session: Session, scope: str) -> str:
    token, expires = random_secret(32), ctx.now + sessions.BY_REFRESHING
    session.expires = max(session.expires, expires)
    ctx.record(
        RefreshToken(
            tenant_id=session.tenant_id,
            token_hash=fingerprint(token),
            session=session.key,
            client_id=app.client_id,
            scope=scope,
            expires=expires,
        )
    )
    return token


async def _session(ctx: Context, row: AuthorizationCode | RefreshToken) -> tuple[Session, User]:
    found = await sessions.still_good(ctx, await ctx.first(sessions.session_keyed(ctx, row.session)))
    if found is None:
        refuse("invalid_grant")
    return found


async def _end(ctx: Context, key: Any) -> None:
    session = await ctx.first(sessions.session_keyed(ctx, key))
    if session is not None and session.ended is None:
        await sessions.end(ctx, session)


async def _claims(ctx: Context, user: User) -> dict[str, Any]:
    tenant = await ctx.first(tenant_of(ctx, user.tenant_id))
    if tenant is None or not tenant.is_active or not user.is_active:
        refuse("invalid_grant")
    return await claims_of_user(ctx, user, tenant)


def _is_answer(challenge: str | None, verifier: str) -> bool:
    """Does the verifier answer the challenge, if there was one?"""
    return challenge is None or same(challenge_of(verifier), challenge)


def _answer(access: str, scope: str) -> Tokens:
    return Tokens(access, int(tokens.LIFETIME.total_seconds()), "Bearer", scope)
