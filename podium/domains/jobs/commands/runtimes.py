"""Runtimes of machines as licences see them: listed, switched on and off."""

from podium.domains.jobs.queries.jobs import unfinished_on_machine
from podium.domains.jobs.queries.runtimes import used_runtimes
from podium.domains.licences.errors import LicenseNotAvailable
from podium.domains.licences.limits import limit
from podium.domains.licences.models import RobotType
from podium.domains.robots.licensing import licensed_sessions
from podium.domains.robots.models.machines import Machine, MachineScope, MachineType
from podium.domains.robots.models.sessions import SessionState
from podium.domains.robots.queries.machines import machines_of_tenant
from podium.domains.robots.queries.robots import robots_of_tenant
from podium.domains.robots.queries.sessions import services_of
from podium.kernel.context import Context
from podium.kernel.errors import Conflict, NotFound
from podium.odata.wire import Complex


class LicensedRuntime(Complex):
    """A service, and its runtimes of one kind."""

    key: str
    machine_id: int
    machine_name: str
    host_machine_name: str
    service_user_name: str
    machine_type: MachineType
    runtimes: int
    robots_count: int
    executing_count: int
    is_online: bool
    is_licensed: bool
    enabled: bool
    machine_scope: MachineScope


async def licensed_runtimes(ctx: Context, robot_type: RobotType) -> list[LicensedRuntime]:
    """The services that have runtimes of a kind, switched on or off."""
    machines = {machine.id: machine for machine in await ctx.all(machines_of_tenant(ctx, ctx.tenant_id))}
    sessions = await ctx.all(services_of(ctx, tuple(machines)))
    used = await used_runtimes(ctx, [session.id for session in sessions])
    licensed = await licensed_sessions(ctx, robot_type, await limit(ctx, robot_type))
    robots = [robot for robot in await ctx.all(robots_of_tenant(ctx, ctx.tenant_id)) if robot.type is robot_type]
    found = []
    for session in sessions:
        machine = machines[session.machine_id]
        enabled = robot_type not in machine.disabled_kinds.split()
        if not machine.slots_of(robot_type):
            continue
        found.append(
            LicensedRuntime(
                key=str(machine.key),
                machine_id=machine.id,
                machine_name=machine.name,
                host_machine_name=session.host_machine_name,
                service_user_name=session.service_user_name,
                machine_type=machine.type,
                runtimes=machine.slots_of(robot_type),
                robots_count=len(robots),
                executing_count=used[session.id, robot_type],
                is_online=session.state is not SessionState.DISCONNECTED and not session.is_unresponsive,
                is_licensed=session.id in licensed,
                enabled=enabled,
                machine_scope=machine.scope,
            )
        )
    return found


async def toggle_enabled(ctx: Context, key: str, robot_type: RobotType, enabled: bool) -> None:
    """Switch the runtimes of a kind on or off, for all hosts of a machine."""
    machine = await _machine(ctx, key)
    if not machine.slots_of(robot_type) or (enabled and await limit(ctx, robot_type) == 0):
        raise LicenseNotAvailable
    if not enabled and await ctx.first(unfinished_on_machine(ctx, machine.id)) is not None:
        raise Conflict(why=f"The machine {machine.name} has running jobs.")
    kinds = set(machine.disabled_kinds.split()) - {robot_type.value}
    machine.disabled_kinds = " ".join(sorted(kinds if enabled else kinds | {robot_type.value}))


async def _machine(ctx: Context, key: str) -> Machine:
    for machine in await ctx.all(machines_of_tenant(ctx, ctx.tenant_id)):
        if str(machine.key) == key.lower() or str(machine.id) == key:
            return machine
    raise NotFound(name=f"Runtime {key}")
