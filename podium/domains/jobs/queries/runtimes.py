"""Runtimes: how many there are where, and how many are taken."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from podium.domains.jobs.models.jobs import HELD, Job
from podium.domains.licences.models import RobotType
from podium.domains.robots.coverage import machines_serving
from podium.domains.robots.models.machines import Machine, MachineScope, MachineType
from podium.domains.robots.models.sessions import MaintenanceMode, Platform, Session, SessionState
from podium.domains.robots.queries.machines import machines_of_tenant
from podium.domains.robots.queries.sessions import services_of
from podium.kernel.context import Context
from podium.odata.wire import Complex

Used = Counter[tuple[int, RobotType]]
"""Runtimes that are taken, by session and kind."""


class MachineRuntime(Complex):
    type: RobotType
    total: int
    connected: int
    available: int


class SessionRuntime(Complex):
    """The runtimes of one kind that a service offers."""

    session_id: int
    machine_id: int
    machine_name: str
    maintenance_mode: MaintenanceMode
    host_machine_name: str
    runtime_type: RobotType
    machine_type: MachineType
    machine_scope: MachineScope
    status: SessionState
    is_unresponsive: bool
    runtimes: int
    used_runtimes: int
    service_user_name: str
    reporting_time: datetime
    version: str | None
    debug_mode_expiration_date: datetime | None
    platform: Platform
    endpoint_detection: str | None = None
    triggers_count: int = 0


async def runtimes_of_folder(ctx: Context, folder_id: int) -> list[MachineRuntime]:
    """By kind: what the machines of a folder have, what is connected of it, and what of that is free."""
    machines = await machines_serving(ctx, folder_id)
    rows = await _runtimes(ctx, machines)
    found = []
    for kind in dict.fromkeys(kind for machine in machines for kind, slots in machine.slots().items() if slots):
        total = sum(machine.slots()[kind] for machine in machines)
        here = [row for row in rows if row.runtime_type is kind and row.status is not SessionState.DISCONNECTED]
        connected, used = sum(row.runtimes for row in here), sum(row.used_runtimes for row in here)
        free = max(0, connected - used)
        found.append(MachineRuntime(type=kind, total=max(total, connected), connected=connected, available=free))
    return found


async def session_runtimes(ctx: Context, runtime_type: RobotType | None = None) -> list[SessionRuntime]:
    """The runtimes of all services of the tenant."""
    rows = await _runtimes(ctx, await ctx.all(machines_of_tenant(ctx, ctx.tenant_id)))
    return [row for row in rows if runtime_type in (None, row.runtime_type)]


async def session_runtimes_of_folder(
    ctx: Context, folder_id: int, robot_id: int | None = None, runtime_type: RobotType | None = None
) -> list[SessionRuntime]:
    """The runtimes of the services that may run jobs of a folder, with a robot if one is named."""
    rows = await _runtimes(ctx, await machines_serving(ctx, folder_id, robot_id))
    return [row for row in rows if runtime_type in (None, row.runtime_type)]


async def _runtimes(ctx: Context, machines: Iterable[Machine]) -> list[SessionRuntime]:
    known = {machine.id: machine for machine in machines}
    sessions = await ctx.all(services_of(ctx, tuple(known)))
    used = await used_runtimes(ctx, [session.id for session in sessions])
    return [
        _shown(session, known[session.machine_id], kind, slots, used[session.id, kind])
        for session in sessions
        for kind, slots in known[session.machine_id].slots().items()
        if slots
    ]


async def used_runtimes(ctx: Context, sessions: list[int]) -> Used:
    """How many runtimes of each kind the jobs of sessions take."""
    held = sa.and_(HELD, Job.session_id.in_(sessions))
    counted: Any = ctx.in_tenant(Job).with_only_columns(Job.session_id, Job.runtime_type, sa.func.count()).where(held)
    rows = await ctx.values(counted.group_by(Job.session_id, Job.runtime_type))
    return Counter({(session_id, RobotType(kind)): count for session_id, kind, count in rows})


def _shown(session: Session, machine: Machine, kind: RobotType, slots: int, used: int) -> SessionRuntime:
    same = ("machine_id", "maintenance_mode", "host_machine_name", "is_unresponsive", "service_user_name", "version")
    more = ("reporting_time", "debug_mode_expiration_date", "platform")
    return SessionRuntime(
        session_id=session.id,
        machine_name=machine.name,
        runtime_type=kind,
        machine_type=machine.type,
        machine_scope=machine.scope,
        status=session.state,
        runtimes=slots,
        used_runtimes=used,
        **{name: getattr(session, name) for name in (*same, *more)},
    )
