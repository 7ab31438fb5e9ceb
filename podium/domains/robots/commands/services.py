"""Services come and go: what a robot says first and last, and the session it has in between."""

from datetime import timedelta

from podium.domains.licences.errors import (
    LicenseNotAvailable,
    NotEnoughAvailableSlots,
    RobotFailedToAcquireLicense,
)
from podium.domains.licences.limits import limit
from podium.domains.robots.commands.machines import create
from podium.domains.robots.coverage import ACCOUNTS_OF, accounts_in, folders_served
from podium.domains.robots.errors import InvalidLicenseKey, KeyOfAnotherMachine, NotFromARobot, RobotUnknown
from podium.domains.robots.events import ServiceStarted, SessionEnded
from podium.domains.robots.execution import execution_settings
from podium.domains.robots.hosts import host_of
from podium.domains.robots.licensing import is_licensed, may_connect
from podium.domains.robots.models.machines import Machine, MachineFolder, MachineScope, MachineType
from podium.domains.robots.models.protocol import Connection, RobotDetails, RobotList, ServiceData, SessionData, details
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.models.sessions import Session, SessionState
from podium.domains.robots.queries.machines import machine_named, machine_with_key, shared_machines
from podium.domains.robots.queries.robots import robot_with_key, robots_called, robots_of_user
from podium.domains.robots.queries.sessions import session_at
from podium.domains.settings import asking
from podium.kernel.context import Context
from podium.odata.bind import Base

NEWS = timedelta(seconds=10)
"""A session that was heard of so recently need not be written again."""
SHARED = "Shared machine"


async def machine_here(ctx: Context) -> Machine:
    """The machine that calls: that of its token or key, or that whose key came with a user's token."""
    machine = await _machine_named_by_caller(ctx)
    if machine.type is MachineType.STANDARD and host_of(ctx.place.facts).is_another(machine.name):
        raise KeyOfAnotherMachine
    return machine


async def _machine_named_by_caller(ctx: Context) -> Machine:
    license_key = ctx.place.facts.get("x-robot-license")
    if not license_key:
        if ctx.caller.machine_id is None:
            raise NotFromARobot
        return await ctx.get(Machine, ctx.caller.machine_id)
    machine = await ctx.first(machine_with_key(ctx, license_key))
    if machine is None or machine.tenant_id != ctx.tenant_id:
        raise InvalidLicenseKey
    return machine


async def session_here(ctx: Context, machine: Machine, robot_id: int = 0, service_user: str | None = None) -> Session:
    """The session of the service that calls, begun if there is none; it is noted that it was heard of."""
    host = host_of(ctx.place.facts)
    name, account = host.name or machine.name, host.service_user or service_user or ""
    session = await ctx.first(session_at(ctx, machine.id, name, account, robot_id))
    if session is None:
        session = await ctx.add(
            Session(
                machine_id=machine.id,
                machine_name=machine.name,
                host_machine_name=name,
                service_user_name=account,
                robot_id=robot_id,
                reporting_time=ctx.now,
                started=ctx.now,
            )
        )
    elif ctx.now - session.reporting_time >= NEWS:
        session.reporting_time = ctx.now
    session.version, session.platform, session.installation_id = host.version, host.platform, host.installation_id
    session.is_unresponsive = False
    if session.state is SessionState.DISCONNECTED:
        session.state = SessionState.AVAILABLE
    return session


async def shared_connection(ctx: Context) -> Connection:
    """The key with which the caller's host may connect: its machine's, or the one that is shared."""
    if ctx.caller.machine_id is not None:
        return Connection(license_key=(await ctx.get(Machine, ctx.caller.machine_id)).license_key)
    host = host_of(ctx.place.facts)
    for name in dict.fromkeys((host.name, host.name.removesuffix("-py"))):
        machine = await ctx.first(machine_named(ctx, name))
        if machine is not None:
            return Connection(license_key=machine.license_key)
    return Connection(license_key=(await _shared(ctx)).license_key)


async def _shared(ctx: Context) -> Machine:
    shared = await ctx.first(shared_machines(ctx))
    if shared is not None:
        return shared
    new = Machine(name=SHARED, type=MachineType.TEMPLATE, scope=MachineScope.SHARED, unattended_slots=1)
    return await create(ctx, new)


async def connection(ctx: Context, base: Base) -> Connection:
    """The key of the caller's machine, and where the server is."""
    machine = await machine_here(ctx)
    return Connection(license_key=machine.license_key, orchestrator_url=base)


async def start_service(ctx: Context, body: ServiceData) -> RobotList:
    """A service begins: it is told which robots it may work as."""
    machine = await machine_here(ctx)
    session = await session_here(ctx, machine, service_user=body.service_user_name)
    session.started = session.reporting_time = ctx.now
    ctx.emit(ServiceStarted(session_id=session.id))
    return RobotList(robots=await mappings(ctx))


async def mappings(ctx: Context) -> list[RobotDetails]:
    """The robots that the caller's machine may work as; from memory."""
    machine = await machine_here(ctx)
    made_of = (*ACCOUNTS_OF, Machine, MachineFolder, *asking.MADE_OF)

    async def make() -> list[RobotDetails]:
        robots: dict[int, Robot] = {}
        for folder_id in await folders_served(ctx, machine):
            robots |= {robot.id: robot for robot in await accounts_in(ctx, folder_id, machine)}
        return [details(robot, machine, await execution_settings(ctx, robot)) for robot in robots.values()]

    return await ctx.remembered(("mappings", machine.id), made_of, make)


async def stop_service(ctx: Context, body: ServiceData) -> None:
    """A service ends in good order."""
    session = await session_here(ctx, await machine_here(ctx), service_user=body.service_user_name)
    session.state, session.reporting_time = SessionState.DISCONNECTED, ctx.now
    ctx.emit(SessionEnded(session_id=session.id))


async def begin_session(ctx: Context, body: SessionData) -> RobotDetails:
    """A user's robot comes: it is told its key."""
    machine = await machine_here(ctx)
    robot = await robot_of(ctx, body)
    session = await session_here(ctx, machine, robot.id)
    session.started = session.reporting_time = ctx.now
    found = details(robot, machine, await execution_settings(ctx, robot))
    found.has_license = await may_connect(ctx, robot, session)
    return found


async def acquire_license(ctx: Context, body: SessionData) -> RobotDetails:
    """A robot of old asks for its licence; it is the same as to begin a session."""
    robot = await robot_of(ctx, body, enabled=False)
    if not robot.enabled:
        raise RobotFailedToAcquireLicense
    if await limit(ctx, robot.type) == 0:
        raise LicenseNotAvailable
    machine = await machine_here(ctx)
    if robot.is_unattended and not await is_licensed(ctx, await session_here(ctx, machine), robot.type):
        raise NotEnoughAvailableSlots
    return await begin_session(ctx, body)


async def end_session(ctx: Context, body: SessionData) -> None:
    """A user's robot goes."""
    machine = await machine_here(ctx)
    robot = await robot_of(ctx, body)
    session = await session_here(ctx, machine, robot.id)
    session.state, session.reporting_time = SessionState.DISCONNECTED, ctx.now


async def robot_of(ctx: Context, body: SessionData, *, enabled: bool = True) -> Robot:
    """The robot of the user who signed in, the one whose key is told, or the one of that name on its host."""
    user_id = ctx.caller.user_id
    found = await ctx.first(robots_of_user(ctx, user_id)) if user_id is not None else None
    if found is None and body.robot_key:
        found = await ctx.first(robot_with_key(ctx, body.robot_key))
    if found is None and body.user_name:
        found = await ctx.first(robots_called(ctx, body.user_name))
    if found is None or found.tenant_id != ctx.tenant_id or (enabled and not found.enabled):
        raise RobotUnknown
    return found
