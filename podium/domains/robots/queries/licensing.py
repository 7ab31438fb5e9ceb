"""Who has a robot that is licensed by its user."""

from datetime import datetime

from podium.domains.identity.models import User
from podium.domains.identity.queries import user_of
from podium.domains.licences.limits import limit
from podium.domains.licences.models import RobotType
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.models.sessions import Session, SessionState
from podium.domains.robots.queries.robots import robots_of_tenant
from podium.domains.robots.queries.sessions import sessions_among
from podium.kernel.context import Context
from podium.odata.wire import Complex


class NamedUser(Complex):
    """A user with robots of a kind, and the hosts on which they were."""

    key: str
    user_name: str
    last_login_date: datetime | None
    machines_count: int
    is_licensed: bool
    is_external_licensed: bool
    active_robot_id: int | None
    machine_names: list[str]
    active_machine_names: list[str]


async def named_users(ctx: Context, robot_type: RobotType) -> list[NamedUser]:
    """The users whose robots of a kind need a licence each; those that came first have theirs."""
    robots = [robot for robot in await ctx.all(robots_of_tenant(ctx, ctx.tenant_id)) if robot.type is robot_type]
    sessions = await ctx.all(sessions_among(ctx, (), tuple([robot.id for robot in robots])))
    most = await limit(ctx, robot_type)
    found = []
    for number, robot in enumerate(robots):
        user = await ctx.first(user_of(ctx, robot.user_id or 0))
        own = [session for session in sessions if session.robot_id == robot.id]
        if user is not None:
            found.append(_named(user, robot, own, licensed=most is None or number < most))
    return found


def _named(user: User, robot: Robot, sessions: list[Session], *, licensed: bool) -> NamedUser:
    active = [session for session in sessions if session.state is not SessionState.DISCONNECTED]
    hosts = sorted({session.host_machine_name for session in sessions})
    return NamedUser(
        key=str(user.key),
        user_name=user.user_name,
        last_login_date=user.last_login_time,
        machines_count=len(hosts),
        is_licensed=licensed and robot.enabled,
        is_external_licensed=False,
        active_robot_id=robot.id if active else None,
        machine_names=hosts,
        active_machine_names=sorted({session.host_machine_name for session in active}),
    )
