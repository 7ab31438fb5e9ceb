"""Passwords: what they must be like, how they are set, and which may not be taken again."""

from datetime import timedelta

import msgspec

from podium.domains.audit.commands import note
from podium.domains.identity import settings
from podium.domains.identity.errors import InvalidPassword, PreviousPassword
from podium.domains.identity.models import Credential, UsedPassword, User
from podium.domains.identity.queries import credential, used_passwords
from podium.domains.identity.settings import Complexity
from podium.domains.tenants.settings import is_on, values
from podium.kernel.context import Context
from podium.kernel.secrets import hash_password, password_matches

LONGEST = 256


def lacking(complexity: Complexity, password: str) -> str | None:
    """What a password lacks, as a sentence; None if it is good."""
    wanted = (
        (len(password) >= complexity.required_length, f"It needs at least {complexity.required_length} characters."),
        (len(password) <= LONGEST, f"It may have {LONGEST} characters at most."),
        (not complexity.require_digit or any(map(str.isdigit, password)), "It needs a digit."),
        (not complexity.require_lowercase or any(map(str.islower, password)), "It needs a lower-case letter."),
        (not complexity.require_uppercase or any(map(str.isupper, password)), "It needs an upper-case letter."),
        (
            not complexity.require_non_alphanumeric or any(not c.isalnum() for c in password),
            "It needs a character that is neither letter nor digit.",
        ),
    )
    return next((sentence for good, sentence in wanted if not good), None)


class Policy(msgspec.Struct, frozen=True):
    """The password policy of a tenant."""

    complexity: Complexity
    lifetime: timedelta | None
    remembered: int
    change_at_first_login: bool
    attempts: int | None
    lockout: timedelta
    basic_restricted: bool


async def policy_of(ctx: Context, tenant: int) -> Policy:
    chosen = await values(ctx, tenant, settings.POLICY)
    days, lockout = int(chosen[settings.EXPIRATION]), is_on(chosen[settings.LOCKOUT])
    return Policy(
        complexity=settings.complexity(chosen[settings.COMPLEXITY]),
        lifetime=timedelta(days=days) if days else None,
        remembered=int(chosen[settings.HISTORY]),
        change_at_first_login=is_on(chosen[settings.FIRST_LOGIN]),
        attempts=int(chosen[settings.ATTEMPTS]) if lockout else None,
        lockout=timedelta(seconds=int(chosen[settings.LOCKOUT_SECONDS])),
        basic_restricted=is_on(chosen[settings.RESTRICT_BASIC]),
    )


async def give(ctx: Context, user: User, password: str, *, must_change: bool | None = None) -> None:
    """Set the password of a user for it; who had tokens has to sign in again.

    Where ``must_change`` is not said, the policy decides whether the user must change it at its first sign-in.
    """
    policy = await policy_of(ctx, user.tenant_id)
    if fault := lacking(policy.complexity, password):
        raise InvalidPassword(details={"password": fault})
    known = await ctx.first(credential(ctx, user.id))
    if known is not None:
        await _refuse_previous(ctx, known, password, policy.remembered)
        ctx.record(_used(ctx, known))
    await _put(ctx, user, known, password, policy.change_at_first_login if must_change is None else must_change)


async def is_present(ctx: Context, known: Credential, password: str) -> bool:
    """Is this the present password of a user?"""
    return await ctx.away(password_matches(known.password_hash, password))


async def restore(ctx: Context, user: User, password: str) -> None:
    """Set a password that the operator chose: no policy is above that."""
    known = await ctx.first(credential(ctx, user.id))
    if known is None or not await is_present(ctx, known, password):
        await _put(ctx, user, known, password, must=False)


async def _put(ctx: Context, user: User, known: Credential | None, password: str, must: bool) -> None:
    hashed = await ctx.away(hash_password(password))
    if known is None:
        known = Credential(user_id=user.id, tenant_id=user.tenant_id, password_hash=hashed, changed=ctx.now)
        ctx.record(known)
    else:
        user.token_version += 1
        note(ctx.within(user.tenant_id), "Users", "ChangePassword", user.user_name, user.id)
    known.password_hash, known.changed, known.must_change = hashed, ctx.now, must


async def _refuse_previous(ctx: Context, known: Credential, password: str, remembered: int) -> None:
    """The present password counts as the last of those that are remembered."""
    earlier = await ctx.all(used_passwords(ctx, known.user_id))
    hashes = [known.password_hash, *(row.password_hash for row in earlier)][:remembered]
    for hashed in hashes:
        if await ctx.away(password_matches(hashed, password)):
            raise PreviousPassword
    for row in earlier[max(remembered - 1, 0) :]:
        ctx.remove(row)


def _used(ctx: Context, known: Credential) -> UsedPassword:
    return UsedPassword(
        tenant_id=known.tenant_id,
        user_id=known.user_id,
        password_hash=known.password_hash,
        replaced=ctx.now,
    )
