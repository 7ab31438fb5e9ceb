"""Attempts to sign in: remembered, and slowed down when they fail too often, for a name and for an address."""

from datetime import timedelta
from typing import NoReturn

from podium.domains.identity.errors import SignInFailed, UserLockedOut
from podium.domains.identity.models import Guesses, LoginAttempt
from podium.domains.identity.models.credentials import Outcome
from podium.domains.identity.passwords import Policy
from podium.domains.identity.queries import guesses
from podium.kernel.context import Context
from podium.kernel.errors import TooManyRequests

AGENT = "user-agent"
BATCH = 500
WINDOW = timedelta(minutes=5)
MOST_FROM_ADDRESS = 100
"""So many failures from one address within the window; then it has to wait."""


async def slow_down(ctx: Context) -> None:
    """Refuse an address from which too many attempts have failed, or passwords were forgotten, of late."""
    if not ctx.place.address:
        return
    failed = ctx.everywhere(LoginAttempt).where(
        LoginAttempt.address == ctx.place.address,
        LoginAttempt.time >= ctx.now - WINDOW,
        LoginAttempt.outcome.in_((Outcome.WRONG, Outcome.FORGOTTEN)),
    )
    if await ctx.count(failed.limit(MOST_FROM_ADDRESS)) >= MOST_FROM_ADDRESS:
        raise TooManyRequests(retry_after=WINDOW.total_seconds())


async def refuse_locked(ctx: Context, tenant: int, name: str) -> None:
    """Refuse a name under which too many attempts have failed in a row."""
    row = await ctx.first(guesses(ctx, tenant, name.lower()))
    if row is not None and row.locked_until is not None and row.locked_until > ctx.now:
        note(ctx, tenant, name, Outcome.LOCKED)
        raise UserLockedOut(retry_after=(row.locked_until - ctx.now).total_seconds())


async def failed(ctx: Context, tenant: int, name: str, policy: Policy, user_id: int | None) -> NoReturn:
    """Remember a failure, and lock the name where it was one too many; always raises."""
    note(ctx, tenant, name, Outcome.WRONG, user_id)
    row = await ctx.first(guesses(ctx, tenant, name.lower()))
    if row is None:
        row = Guesses(tenant_id=tenant, name=name.lower(), last=ctx.now)
        ctx.record(row)
    row.failures, row.last = row.failures + 1, ctx.now
    if policy.attempts is not None and row.failures >= policy.attempts:
        row.failures, row.locked_until = 0, ctx.now + policy.lockout
        raise UserLockedOut
    raise SignInFailed


async def succeeded(ctx: Context, tenant: int, name: str, user_id: int) -> None:
    """Remember a success; earlier failures are forgotten."""
    note(ctx, tenant, name, Outcome.SUCCESS, user_id)
    await unlock(ctx, tenant, name)


async def unlock(ctx: Context, tenant: int, name: str) -> None:
    """Forget the failures under a name."""
    row = await ctx.first(guesses(ctx, tenant, name.lower()))
    if row is not None:
        ctx.remove(row)


def note(ctx: Context, tenant: int, name: str, outcome: Outcome, user_id: int | None = None) -> None:
    facts = ctx.place.facts
    ctx.record(
        LoginAttempt(
            tenant_id=tenant,
            user_id=user_id,
            name=name[:256],
            address=ctx.place.address,
            client=facts.get(AGENT, "")[:256],
            outcome=outcome,
            time=ctx.now,
        )
    )


async def forget_old(ctx: Context) -> int:
    """Forget attempts of long ago, and failures in a row that have come to an end."""
    old = ctx.everywhere(LoginAttempt).where(LoginAttempt.time < ctx.now - timedelta(days=90)).limit(BATCH)
    stale = ctx.everywhere(Guesses).where(Guesses.last < ctx.now - timedelta(days=1)).limit(BATCH)
    return await ctx.erase(old) + await ctx.erase(stale)
