"""Maintenance: no job starts any more, and when all have ended, nothing is served until it is over."""

from datetime import datetime
from typing import Any

from podium.domains.tenants import states
from podium.domains.tenants.errors import UnderMaintenance
from podium.domains.tenants.events import MaintenanceChanged
from podium.domains.tenants.host import demand_host
from podium.domains.tenants.models import Maintenance, MaintenanceLog, MaintenanceState, Tenant
from podium.domains.tenants.queries import maintenance_log, maintenance_of, maintenances
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.odata.wire import Plain

EVERYWHERE = 0
COUNTS = ("job_stops_attempted", "job_kills_attempted", "triggers_skipped", "system_triggers_skipped")


class StateLog(Plain):
    state: Maintenance
    time_stamp: datetime


class MaintenanceSetting(Plain):
    state: Maintenance
    maintenance_logs: list[StateLog]
    job_stops_attempted: int = 0
    job_kills_attempted: int = 0
    triggers_skipped: int = 0
    system_triggers_skipped: int = 0


async def start(
    ctx: Context, phase: Maintenance, force: bool = False, kill_jobs: bool = False, tenant_id: int | None = None
) -> None:
    """Begin to drain, or suspend what is drained; ``force`` suspends at once. Without a tenant: everywhere."""
    row = await _state(ctx, tenant_id)
    if phase is Maintenance.NONE:
        raise BadRequest(why="A maintenance starts by draining.", field="phase")
    if phase is Maintenance.SUSPENDED and force and row.state is Maintenance.NONE:
        states.drain(row)
    (states.drain if phase is Maintenance.DRAINING else states.suspend)(row)
    row.kill_jobs = kill_jobs
    _note(ctx, row)


async def end(ctx: Context, tenant_id: int | None = None) -> None:
    """End a maintenance. What was skipped meanwhile is not made up for."""
    row = await _state(ctx, tenant_id)
    states.end(row)
    row.kill_jobs = False
    _note(ctx, row)


async def get(ctx: Context, tenant_id: int | None = None) -> MaintenanceSetting:
    """How the maintenance stands, and how it went."""
    row = await _state(ctx, tenant_id)
    counts: dict[str, Any] = {name: getattr(row, name) for name in COUNTS}
    log = await ctx.all(maintenance_log(ctx, row.tenant_id))
    logs = [StateLog(state=one.state, time_stamp=one.time) for one in log]
    return MaintenanceSetting(state=row.state, maintenance_logs=logs, **counts)


async def state_of(ctx: Context, tenant_id: int) -> Maintenance:
    """How far a tenant is on its way to stand still, by its own maintenance or that of all; from memory."""
    order = list(Maintenance)
    rows = [row.state for row in await ctx.all(maintenances(ctx)) if row.tenant_id in (tenant_id, EVERYWHERE)]
    return max(rows, key=order.index, default=Maintenance.NONE)


async def demand_open(ctx: Context, tenant_id: int) -> None:
    """Refuse everybody while a tenant is suspended."""
    if await state_of(ctx, tenant_id) is Maintenance.SUSPENDED:
        raise UnderMaintenance


async def _state(ctx: Context, tenant_id: int | None) -> MaintenanceState:
    await demand_host(ctx)
    if tenant_id is not None:
        await ctx.get(Tenant, tenant_id)
    known = await ctx.first(maintenance_of(ctx, tenant_id or EVERYWHERE))
    if known is None:
        known = MaintenanceState(tenant_id=tenant_id or EVERYWHERE)
        ctx.record(known)
    return known


def _note(ctx: Context, row: MaintenanceState) -> None:
    ctx.record(MaintenanceLog(tenant_id=row.tenant_id, state=row.state, time=ctx.now))
    ctx.emit(MaintenanceChanged(tenant_id=row.tenant_id, state=row.state, kill_jobs=row.kill_jobs))
