"""Personal access tokens: opaque words that people make for tools, within scopes and for a time."""

from datetime import datetime, timedelta
from uuid import UUID

from podium.domains.identity.models import PersonalToken, User
from podium.domains.identity.queries import personal_token_of, personal_tokens_of
from podium.domains.identity.scopes import SCOPES
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest, Conflict
from podium.kernel.secrets import fingerprint, random_secret

PREFIX = "rt_"
LONGEST = timedelta(days=1800)
USUAL = timedelta(days=360)
MOST = 50


def is_one(token: str) -> bool:
    """Does it look like a personal token? Others are signed."""
    return token.startswith(PREFIX)


async def make(
    ctx: Context, user: User, name: str, scopes: list[str], expires: datetime | None
) -> tuple[PersonalToken, str]:
    """A new token of a user, and its value, which is shown this once."""
    if unknown := set(scopes) - set(SCOPES):
        raise BadRequest(why=f"There is no scope {', '.join(sorted(unknown))}.", field="scopes")
    until = expires or ctx.now + USUAL
    if not ctx.now < until <= ctx.now + LONGEST:
        raise BadRequest(
            why=f"A token ends in the future, {LONGEST.days} days from now at the latest.", field="expires"
        )
    if len(await ctx.all(personal_tokens_of(ctx, user.id))) >= MOST:
        raise Conflict(why=f"A user has {MOST} tokens at most.")
    value = f"{PREFIX}{random_secret(40)}"
    row = PersonalToken(
        user_id=user.id,
        name=name,
        scope=" ".join(scopes),
        token_hash=fingerprint(value),
        created=ctx.now,
        expires=until,
    )
    ctx.record(row)
    return row, value


async def end(ctx: Context, user_id: int, key: UUID) -> None:
    """End a token of a user; it is not taken any more from the next request on."""
    row = await ctx.one(personal_token_of(ctx, user_id, key), f"Token {key}")
    ctx.remove(row)
