"""Those who look on while logs are written wait for the next lines."""

import sqlalchemy as sa

from podium.domains.logs.models import LogWait
from podium.kernel.context import Context
from podium.kernel.statements import prepared
from podium.odata.request import Later

LONGEST_WAIT = 25.0
"""Seconds that a caller is kept waiting at most."""
LOOK = 5.0
"""Seconds after which who waits looks again: a line may come while its writer is still to hear of the wait."""


@prepared
def wait_of(ctx: Context) -> sa.Select[LogWait]:
    return ctx.everywhere(LogWait).where(LogWait.tenant_id == ctx.tenant_id)


async def wait_for_lines(ctx: Context, seconds: float, otherwise: object) -> Later:
    """Keep a caller waiting until there are lines; it gets ``otherwise`` if none come."""
    wait = await ctx.first(wait_of(ctx))
    until = ctx.now + LogWait.KNOWN
    if wait is None:
        ctx.record(LogWait(tenant_id=ctx.tenant_id, until=until))
    elif until - wait.until > LogWait.KNOWN / 2:
        wait.until = until
    return Later(_sleeper(ctx), min(seconds, LONGEST_WAIT), otherwise, look=LOOK)


async def wake_readers(ctx: Context) -> None:
    """There are lines for those who look on; where nobody does, nothing is said."""
    wait = await ctx.first(wait_of(ctx))
    if wait is not None and wait.until > ctx.now:
        ctx.wake(_sleeper(ctx))


def _sleeper(ctx: Context) -> str:
    return f"logs {ctx.tenant_id}"
