"""Numbers of what there is and what went on, for dashboards."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from podium.domains.assets.models import Asset
from podium.domains.jobs.models.jobs import Job, State
from podium.domains.licences.models import Consumption, RobotType
from podium.domains.licences.queries import licence_of
from podium.domains.monitoring.usage import uses_of
from podium.domains.processes.models.releases import Release
from podium.domains.queues.models import QueueDefinition
from podium.domains.robots.licensing import licence
from podium.domains.robots.models.sessions import Session, SessionState
from podium.domains.tenants.host import demand_host
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.context import Context
from podium.kernel.links import seen_in
from podium.odata.wire import Plain

COUNTED: Mapping[str, tuple[Any, str]] = {
    "Processes": (Release, "Processes.View"),
    "Assets": (Asset, "Assets.View"),
    "Queues": (QueueDefinition, "Queues.View"),
    "Schedules": (ProcessSchedule, "Schedules.View"),
}
ENDS = {"Successful": State.SUCCESSFUL, "Faulted": State.FAULTED, "Canceled": State.STOPPED}
MOST_DAYS = 365


class CountStats(Plain):
    title: str
    count: int
    has_permissions: bool = True


class LicenseStats(Plain, rename="camel"):
    robot_type: RobotType
    count: int
    timestamp: datetime


class ConsumptionStats(Plain):
    type: str
    used: int
    total: int
    timestamp: datetime


async def counts(ctx: Context) -> list[CountStats]:
    """How much there is in the folders where the caller may look at it."""
    return [await _counted(ctx, title, *what) for title, what in COUNTED.items()]


async def jobs(ctx: Context) -> list[CountStats]:
    """How jobs ended, in the folders where the caller may look at them."""
    folders = ctx.caller.folders_with("Jobs.View")
    rows = ctx.in_tenant(Job).where(Job.folder_id.in_(folders), Job.state.in_(ENDS.values()))
    ended: Any = rows.with_only_columns(Job.state, sa.func.count()).group_by(Job.state)
    found = dict(map(tuple, await ctx.values(ended)))
    return [CountStats(title=title, count=found.get(state, 0)) for title, state in ENDS.items()]


async def sessions(ctx: Context) -> list[CountStats]:
    """In which states services and robots are."""
    states: Any = (Session.state, Session.is_unresponsive)
    rows: Any = ctx.in_tenant(Session).with_only_columns(*states, sa.func.count()).group_by(*states)
    found = Counter[str]()
    for state, is_unresponsive, count in await ctx.values(rows):
        found["Unresponsive" if is_unresponsive else state] += count
    titles = (SessionState.AVAILABLE, SessionState.BUSY, SessionState.DISCONNECTED, "Unresponsive")
    return [CountStats(title=str(title), count=found[title]) for title in titles]


async def licences(ctx: Context, tenant_id: int | None = None, days: int = 1) -> list[LicenseStats]:
    """What was used of each kind of robot on the last days, and what is used now."""
    tenant = await _tenant(ctx, tenant_id)
    since = ctx.now - timedelta(days=min(max(days, 0), MOST_DAYS))
    past = [(use.robot_type, use.count, use.day) for use in await ctx.all(uses_of(ctx, tenant, since))]
    used = (await licence(ctx.within(tenant))).used
    now = [(kind, count, ctx.now) for kind, count in used.items()]
    return [LicenseStats(robot_type=RobotType(kind), count=count, timestamp=at) for kind, count, at in (*past, *now)]


async def consumption(ctx: Context, tenant_id: int | None = None, days: int = 1) -> list[ConsumptionStats]:
    """What has been acquired of each type of unit and is not released; ``total`` is 0 where there is no limit."""
    there = ctx.within(await _tenant(ctx, tenant_id))
    rows: Any = there.in_tenant(Consumption).with_only_columns(Consumption.type, sa.func.sum(Consumption.count))
    given = await there.first(licence_of(there, there.tenant_id))
    limits = given.limits if given else {}
    return [
        ConsumptionStats(type=kind, used=int(used), total=limits.get(kind, 0), timestamp=ctx.now)
        for kind, used in await there.values(rows.group_by(Consumption.type).order_by(Consumption.type))
    ]


async def _counted(ctx: Context, title: str, entity: Any, permission: str) -> CountStats:
    folders = ctx.caller.folders_with(permission)
    if not folders:
        return CountStats(title=title, count=0, has_permissions=False)
    seen = seen_in(entity, sa.any_(sa.literal(folders, sa.ARRAY(sa.BigInteger()))))
    return CountStats(title=title, count=await ctx.count(ctx.in_tenant(entity).where(seen)))


async def _tenant(ctx: Context, wanted: int | None) -> int:
    """The tenant asked about; only the host asks about others."""
    if wanted is not None and wanted != ctx.tenant_id:
        await demand_host(ctx)
        return wanted
    return ctx.tenant_id
