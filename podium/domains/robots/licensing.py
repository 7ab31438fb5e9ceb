"""What the tenant's licence means for machines, robots and sessions."""

from collections.abc import Iterable

from podium.domains.licences.errors import (
    AttendedLicenseLimitExceeded,
    DevelopmentLicenseLimitExceeded,
    LicenseLimitExceeded,
    NonProductionLicenseLimitExceeded,
    NonProductionSlotsLimitExceeded,
    NotEnoughAvailableLicenses,
    SlotsExceedLicenseLimit,
    UnattendedLicenseLimitExceeded,
    UnattendedSlotsLimitExceeded,
)
from podium.domains.licences.events import LicenseAssigning
from podium.domains.licences.limits import check, is_concurrent, limit
from podium.domains.licences.models import License, Limits, RobotType, shown
from podium.domains.licences.queries import licence_of
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import UNATTENDED, HostingType, Robot
from podium.domains.robots.models.sessions import Session, SessionState
from podium.domains.robots.queries.machines import machines_of_tenant
from podium.domains.robots.queries.robots import robots_of_tenant
from podium.domains.robots.queries.sessions import services_of, sessions_among
from podium.kernel.context import Context
from podium.kernel.errors import ApiError

OF_SLOTS: dict[RobotType, type[ApiError]] = {
    RobotType.NON_PRODUCTION: NonProductionSlotsLimitExceeded,
    RobotType.UNATTENDED: UnattendedSlotsLimitExceeded,
}
OF_ROBOTS: dict[RobotType, type[ApiError]] = {
    RobotType.UNATTENDED: UnattendedLicenseLimitExceeded,
    RobotType.NON_PRODUCTION: NonProductionLicenseLimitExceeded,
    RobotType.ATTENDED: AttendedLicenseLimitExceeded,
    RobotType.DEVELOPMENT: DevelopmentLicenseLimitExceeded,
}


async def check_slots(ctx: Context, changed: Machine) -> None:
    """Refuse a machine by which the tenant would have more runtimes than its licence allows."""
    others = [one for one in await ctx.all(machines_of_tenant(ctx, ctx.tenant_id)) if one.id != changed.id]
    for kind, slots in changed.slots().items():
        total = slots + sum(other.slots()[kind] for other in others)
        if slots:
            await check(ctx, kind, total, OF_SLOTS.get(kind, SlotsExceedLicenseLimit))


async def check_robots(ctx: Context, changed: Robot) -> None:
    """Refuse a robot by which the tenant would have more of its kind than its licence allows.

    Unattended robots that stand on no machine need nothing: it is runtimes that they use.
    """
    robots = await ctx.all(robots_of_tenant(ctx, ctx.tenant_id))
    same = [one for one in robots if one.type is changed.type and one.id != changed.id and _counts(one)]
    if _counts(changed) and not await is_concurrent(ctx, changed.type):
        await check(ctx, changed.type, len(same) + 1, OF_ROBOTS.get(changed.type, LicenseLimitExceeded))


async def is_licensed(ctx: Context, session: Session, kind: RobotType) -> bool:
    """May a service offer its runtimes of a kind? Those that came first may, as far as the licence goes."""
    most = await limit(ctx, kind)
    return most is None or session.id in await licensed_sessions(ctx, kind, most)


async def licensed_sessions(ctx: Context, kind: RobotType, most: int | None) -> set[int]:
    """The connected services whose runtimes of a kind the licence covers."""
    machines = {machine.id: machine for machine in await ctx.all(machines_of_tenant(ctx, ctx.tenant_id))}
    found, taken = set[int](), 0
    for session in await ctx.all(services_of(ctx, tuple(machines))):
        slots = machines[session.machine_id].slots().get(kind, 0)
        if session.state is SessionState.DISCONNECTED or session.is_unresponsive or not slots:
            continue
        taken += slots
        if most is None or taken <= most:
            found.add(session.id)
    return found


async def may_connect(ctx: Context, robot: Robot, session: Session) -> bool:
    """Does the licence cover a person's robot that comes? Of a concurrent kind so many others may be connected, of
    another kind those that were made first have theirs.
    """
    most = await limit(ctx, robot.type)
    if robot.is_unattended or most is None:
        return True
    same = [one for one in await ctx.all(robots_of_tenant(ctx, ctx.tenant_id)) if one.type is robot.type]
    if not await is_concurrent(ctx, robot.type):
        return robot.id in {one.id for one in same[:most]}
    return len([one for one in await _connected(ctx, same) if one.id != session.id]) < most


async def licence(ctx: Context) -> License:
    """The tenant's licence, and what is used of it."""
    robots = await ctx.all(robots_of_tenant(ctx, ctx.tenant_id))
    machines = await ctx.all(machines_of_tenant(ctx, ctx.tenant_id))
    row = await ctx.first(licence_of(ctx, ctx.tenant_id))
    used = _used(machines, robots)
    for kind in row.concurrent_kinds if row else ():
        used[kind.value] = len(await _connected(ctx, [robot for robot in robots if robot.type is kind]))
    return shown(row, used)


async def _connected(ctx: Context, robots: Iterable[Robot]) -> list[Session]:
    sessions = await ctx.all(sessions_among(ctx, (), tuple([robot.id for robot in robots])))
    return [one for one in sessions if one.state is not SessionState.DISCONNECTED and not one.is_unresponsive]


async def fits(ctx: Context, event: LicenseAssigning) -> None:
    """Refuse a licence that allows a tenant less than it has."""
    machines = await ctx.all(machines_of_tenant(ctx, event.tenant_id))
    robots = await ctx.all(robots_of_tenant(ctx, event.tenant_id))
    for kind, count in _used(machines, robots).items():
        if kind in event.limits and count > event.limits[kind]:
            raise NotEnoughAvailableLicenses(name=kind)


def _used(machines: Iterable[Machine], robots: Iterable[Robot]) -> Limits:
    used: Limits = {}
    for machine in machines:
        for kind, slots in machine.slots().items():
            used[kind.value] = used.get(kind.value, 0) + slots
    for robot in robots:
        if _counts(robot) and robot.type not in UNATTENDED:
            used[robot.type.value] = used.get(robot.type.value, 0) + 1
    return {kind: count for kind, count in used.items() if count}


def _counts(robot: Robot) -> bool:
    return robot.type not in UNATTENDED or robot.hosting_type is HostingType.STANDARD
