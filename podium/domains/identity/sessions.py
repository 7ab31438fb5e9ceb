"""Sessions of people: begun by signing in, found again by a cookie, prolonged by refresh tokens, ended."""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from podium.domains.identity import tokens
from podium.domains.identity.attempts import AGENT
from podium.domains.identity.models import AuthorizationCode, Departure, Ended, RefreshToken, Session, User
from podium.domains.identity.queries import user_of
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, random_secret
from podium.kernel.statements import prepared

IN_BROWSER = timedelta(hours=12)
BY_REFRESHING = timedelta(days=60)
BATCH = 500


@prepared
def session_keyed(ctx: Context, key: UUID) -> sa.Select[Session]:
    return ctx.everywhere(Session).where(Session.key == key)


@prepared
def session_of_cookie(ctx: Context, cookie_hash: str) -> sa.Select[Session]:
    return ctx.everywhere(Session).where(Session.cookie_hash == cookie_hash)


@prepared
def sessions_of(ctx: Context, user_id: int) -> sa.Select[Session]:
    """The sessions of a user that go on."""
    going_on = ctx.everywhere(Session).where(Session.user_id == user_id, Session.ended.is_(None))
    return going_on.where(Session.expires > ctx.now).order_by(Session.started)


@prepared
def session_of(ctx: Context, user_id: int, key: UUID) -> sa.Select[Session]:
    """A session of a user, if it has not been ended."""
    return ctx.everywhere(Session).where(Session.user_id == user_id, Session.key == key, Session.ended.is_(None))


def begin(ctx: Context, user: User, client_id: str | None, lifetime: timedelta = IN_BROWSER) -> Session:
    """A session of somebody who has just signed in."""
    facts = ctx.place.facts
    session = Session(
        tenant_id=user.tenant_id,
        user_id=user.id,
        client_id=client_id,
        address=ctx.place.address,
        agent=facts.get(AGENT, "")[:256],
        started=ctx.now,
        last_used=ctx.now,
        expires=ctx.now + lifetime,
        token_version=user.token_version,
    )
    ctx.record(session)
    return session


def cookie_of(session: Session) -> str:
    """A cookie that brings the session back; only its hash is kept."""
    cookie = random_secret(32)
    session.cookie_hash = fingerprint(cookie)
    return cookie


async def found(ctx: Context, cookie: str) -> tuple[Session, User] | None:
    """The session of a cookie and its user, if both are still good."""
    session = await ctx.first(session_of_cookie(ctx, fingerprint(cookie))) if cookie else None
    return await still_good(ctx, session)


async def still_good(ctx: Context, session: Session | None) -> tuple[Session, User] | None:
    if session is None or session.ended is not None or session.expires <= ctx.now:
        return None
    user = await ctx.first(user_of(ctx, session.user_id))
    if user is None or not user.is_active or user.token_version != session.token_version:
        return None
    return session, user


async def end(ctx: Context, session: Session) -> None:
    """End a session and all its tokens."""
    session.ended = ctx.now
    await tokens.end(ctx, str(session.key))


async def end_all(ctx: Context, user: User) -> None:
    """End every session of a user, and all tokens given out for it."""
    user.token_version += 1
    for session in await ctx.all(sessions_of(ctx, user.id)):
        session.ended = ctx.now


async def forget_old(ctx: Context) -> int:
    """Forget sessions, codes, refresh tokens, endings and ways out whose time is over."""
    done = 0
    for kind in (Session, AuthorizationCode, RefreshToken, Ended, Departure):
        over = ctx.everywhere(kind).where(kind.table.c.expires < ctx.now - timedelta(days=1))
        done += await ctx.erase(over.limit(BATCH))
    return min(done, BATCH)
