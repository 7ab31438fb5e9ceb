"""Everybody's own account, and the sessions it has."""

from datetime import datetime
from uuid import UUID

from podium.domains.identity import account, sessions
from podium.domains.identity.models import Session, User
from podium.domains.identity.queries import user_in
from podium.domains.identity.sign_in import DEFAULT_TENANT
from podium.domains.tenants.queries import installation
from podium.kernel.context import Context
from podium.odata.wire import Plain

ADMINISTERING = "Users.Edit"
"""Who may do so administers the organization, for clients that want to know."""


class PasswordChange(Plain):
    """``username_or_email_address`` is needed by who is not signed in: a password may have to be changed before."""

    current_password: str
    new_password: str
    username_or_email_address: str = ""
    tenancy_name: str = DEFAULT_TENANT


class Forgotten(Plain):
    username_or_email_address: str
    tenancy_name: str = DEFAULT_TENANT


class PasswordReset(Plain):
    token: str
    new_password: str


class Confirmation(Plain):
    token: str


class Profile(Plain):
    id: UUID
    user_name: str
    name: str | None
    surname: str | None
    display_name: str
    full_name: str
    partition_name: str
    partition_global_id: UUID
    is_admin: bool
    email: str | None
    email_confirmed: bool
    language: str | None
    last_login_time: datetime | None


class SessionShown(Plain):
    id: UUID
    client_id: str | None
    address: str
    agent: str
    started: datetime
    last_used: datetime
    expires: datetime


async def change_password(ctx: Context, body: PasswordChange) -> None:
    """Set a new password in place of the present one."""
    if ctx.caller.user_id is not None:
        user = await caller_as_user(ctx)
        return await account.change_own_password(ctx, user, body.current_password, body.new_password)
    return await account.change_password(
        ctx, body.tenancy_name, body.username_or_email_address, body.current_password, body.new_password
    )


async def forgot_password(ctx: Context, body: Forgotten) -> None:
    """Send a link to set a new password, if there is such a user."""
    await account.forgot_password(ctx, body.tenancy_name, body.username_or_email_address)


async def reset_password(ctx: Context, body: PasswordReset) -> None:
    """Set a new password by the link of an e-mail."""
    await account.reset_password(ctx, body.token, body.new_password)


async def confirm_email(ctx: Context, body: Confirmation) -> None:
    """Confirm an address by the link of an e-mail."""
    await account.confirm_email(ctx, body.token)


async def profile(ctx: Context) -> Profile:
    """Who the caller is."""
    user, place = await caller_as_user(ctx), (await ctx.all(installation(ctx)))[0]
    return Profile(
        id=user.key,
        user_name=user.user_name,
        name=user.name,
        surname=user.surname,
        display_name=user.full_name,
        full_name=user.full_name,
        partition_name=place.organization,
        partition_global_id=place.organization_key,
        is_admin=ADMINISTERING in ctx.caller.permissions(None),
        email=user.email_address,
        email_confirmed=user.is_email_confirmed,
        language=user.culture,
        last_login_time=user.last_login_time,
    )


async def own_sessions(ctx: Context) -> list[SessionShown]:
    """Where the caller is signed in."""
    return await shown(ctx, await caller_as_user(ctx))


async def end_own_session(ctx: Context, session_id: UUID) -> None:
    """End one of the caller's sessions, and all its tokens."""
    await end_session(ctx, await caller_as_user(ctx), session_id)


async def shown(ctx: Context, user: User) -> list[SessionShown]:
    """Where a user is signed in."""
    return [_shown(row) for row in await ctx.all(sessions.sessions_of(ctx, user.id))]


async def end_session(ctx: Context, user: User, key: UUID) -> None:
    """End a session of a user."""
    await sessions.end(ctx, await ctx.one(sessions.session_of(ctx, user.id, key), f"Session {key}"))


async def caller_as_user(ctx: Context) -> User:
    return await ctx.one(user_in(ctx, ctx.caller.user_id or 0), "User")


def _shown(row: Session) -> SessionShown:
    return SessionShown(
        id=row.key,
        client_id=row.client_id,
        address=row.address,
        agent=row.agent,
        started=row.started,
        last_used=row.last_used,
        expires=row.expires,
    )
