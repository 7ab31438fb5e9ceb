"""What people do with their own accounts: change a password, set a forgotten one anew, confirm an address."""

from datetime import datetime, timedelta
from urllib.parse import quote

import sqlalchemy as sa

from podium.domains.identity import attempts, passwords
from podium.domains.identity.errors import (
    CannotSendMail,
    ConfirmationFailed,
    InvalidPassword,
    PasswordResetFailed,
)
from podium.domains.identity.letters import LETTERS, Letter
from podium.domains.identity.models import OneTimeToken, User
from podium.domains.identity.models.credentials import Outcome, Purpose
from podium.domains.identity.queries import credential, user_named, user_of
from podium.domains.identity.settings import PUBLIC_URL
from podium.domains.identity.sign_in import open_tenant, prove
from podium.domains.settings import asking
from podium.domains.tenants import mail
from podium.domains.tenants.settings import values
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, random_secret
from podium.kernel.statements import prepared

BATCH = 500
LANGUAGE = "Abp.Localization.DefaultLanguageName"
LIFETIMES = {Purpose.RESET: timedelta(hours=2), Purpose.CONFIRM: timedelta(days=7), Purpose.INVITE: timedelta(days=7)}
PAUSE = timedelta(minutes=5)
"""Between two links for somebody who forgot a password: nobody's mailbox is filled by others."""
PAGES = {Purpose.RESET: "reset-password", Purpose.CONFIRM: "confirm-email", Purpose.INVITE: "reset-password"}


@prepared
def one_time_token(ctx: Context, token_hash: str) -> sa.Select[OneTimeToken]:
    return ctx.everywhere(OneTimeToken).where(OneTimeToken.token_hash == token_hash)


@prepared
def links_sent(ctx: Context, user_id: int, after: datetime) -> sa.Select[OneTimeToken]:
    """The links to set a new password that a user was sent and that end after a moment."""
    of_user = ctx.everywhere(OneTimeToken).where(OneTimeToken.user_id == user_id)
    return of_user.where(OneTimeToken.purpose == Purpose.RESET, OneTimeToken.expires > after)


@prepared
def tokens_over(ctx: Context, before: datetime, most: int) -> sa.Select[OneTimeToken]:
    return ctx.everywhere(OneTimeToken).where(OneTimeToken.expires < before).limit(most)


async def change_password(ctx: Context, tenant: str, name: str, present: str, new: str) -> None:
    """Set a new password in place of the present one, also where that has to be done before signing in."""
    where = await open_tenant(ctx, tenant)
    ctx.tenant_id = where.id
    await passwords.give(ctx, await prove(ctx, where, name, present), new, must_change=False)


async def change_own_password(ctx: Context, user: User, present: str, new: str) -> None:
    """Set a new password for somebody who is signed in."""
    known = await ctx.first(credential(ctx, user.id))
    if known is None or not await passwords.is_present(ctx, known, present):
        raise InvalidPassword
    await passwords.give(ctx, user, new, must_change=False)


async def forgot_password(ctx: Context, tenant: str, name: str) -> None:
    """Send a link to set a new password, if there is such a user and none is on its way.

    Whether there is one is told to nobody: for every name an attempt is noted.
    """
    where = await open_tenant(ctx, tenant)
    ctx.tenant_id = where.id
    await attempts.slow_down(ctx)
    base = (await values(ctx, where.id, {PUBLIC_URL: ""}))[PUBLIC_URL]
    if not base or await mail.server(ctx, where.id) is None:
        raise CannotSendMail
    user = await ctx.first(user_named(ctx, where.id, name))
    known = await ctx.first(credential(ctx, user.id)) if user else None
    sent = await ctx.all(links_sent(ctx, user.id if user else 0, ctx.now + LIFETIMES[Purpose.RESET] - PAUSE))
    attempts.note(ctx, where.id, name, Outcome.FORGOTTEN, user.id if user else None)
    if user is not None and known is not None and not sent and user.is_active and user.email_address:
        letter = await _letter(ctx, user, Purpose.RESET, base)
        await mail.queue(ctx, where.id, user.email_address, letter.subject, letter.text)


async def reset_password(ctx: Context, token: str, new: str) -> None:
    """Set a new password by the link of an e-mail."""
    row = await ctx.first(one_time_token(ctx, fingerprint(token)))
    if row is None or row.expires <= ctx.now or row.purpose is Purpose.CONFIRM:
        raise PasswordResetFailed
    user = await ctx.first(user_of(ctx, row.user_id))
    if user is None or not user.is_active:
        raise PasswordResetFailed
    try:
        await passwords.give(ctx.within(user.tenant_id), user, new, must_change=False)
    except InvalidPassword as weak:
        raise PasswordResetFailed(details=weak.details) from weak
    user.is_email_confirmed = True
    ctx.remove(row)


async def confirm_email(ctx: Context, token: str) -> None:
    """Note that an address is that of its user, by the link of an e-mail."""
    row = await ctx.first(one_time_token(ctx, fingerprint(token)))
    user = await ctx.first(user_of(ctx, row.user_id)) if row else None
    if row is None or user is None or row.expires <= ctx.now or row.purpose is not Purpose.CONFIRM:
        raise ConfirmationFailed
    user.is_email_confirmed = True
    ctx.remove(row)


async def write_to(ctx: Context, user: User, base: str) -> None:
    """Ask a user to confirm its address or, where it has no password, to choose one; at once, or not at all.

    Where no mail server is named nobody expects a mail.
    """
    if not user.email_address or await mail.server(ctx, ctx.tenant_id) is None:
        return
    known = await ctx.first(credential(ctx, user.id))
    letter = await _letter(ctx, user, Purpose.CONFIRM if known else Purpose.INVITE, base)
    try:
        await mail.send(ctx, ctx.tenant_id, user.email_address, letter.subject, letter.text)
    except mail.NotSent as problem:
        raise CannotSendMail from problem


async def forget_old(ctx: Context) -> int:
    """Forget links whose time is over."""
    return await ctx.erase(tokens_over(ctx, ctx.now, BATCH))


async def _letter(ctx: Context, user: User, purpose: Purpose, base: str) -> Letter:
    token = random_secret(32)
    ctx.record(
        OneTimeToken(
            tenant_id=user.tenant_id,
            user_id=user.id,
            purpose=purpose,
            token_hash=fingerprint(token),
            expires=ctx.now + LIFETIMES[purpose],
        )
    )
    link = f"{base}/identity/account/{PAGES[purpose]}?token={quote(token)}"
    language = (user.culture or await asking.text(ctx, LANGUAGE, user.tenant_id))[:2]
    return LETTERS[purpose].get(language, LETTERS[purpose]["en"]).filled(user.full_name, link)
