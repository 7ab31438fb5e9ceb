"""Alerts are given out, and forgotten in the end."""

from datetime import timedelta

from podium.domains.monitoring.commands import KEPT, give
from podium.domains.monitoring.queries import BATCH, alerts_to_give, old_alerts
from podium.engine.ticks import Tick
from podium.kernel.context import Context


async def give_alerts(ctx: Context) -> int:
    """Users get the alerts that they may see."""
    alerts = await ctx.all(alerts_to_give(ctx))
    await give(ctx, alerts)
    return len(alerts)


async def forget_alerts(ctx: Context) -> int:
    """Alerts are forgotten after a month."""
    return await ctx.erase(old_alerts(ctx, ctx.now - KEPT))


TICKS = [
    Tick(give_alerts, every=timedelta(seconds=5), batch=BATCH),
    Tick(forget_alerts, every=timedelta(hours=1), batch=BATCH),
]
