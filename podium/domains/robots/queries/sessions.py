"""Sessions by place."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from podium.domains.robots.coverage import machines_serving
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.models.sessions import HOST, MaintenanceMode, Session, SessionState
from podium.domains.robots.queries.listing import all_robots, robots_of_folder
from podium.domains.settings.asking import number_for
from podium.kernel.context import Context
from podium.kernel.statements import Bound, prepared
from podium.odata.given import cut
from podium.odata.options import Options
from podium.odata.wire import Complex

BATCH = 500
MADE_UP = "autogen\\"
PERIOD, MISSED = "Scalability.Heartbeat.PeriodSeconds", "Scalability.Heartbeat.FailureThreshold"
"""Services are to be heard of in this period; of those that miss so many it is said that they do not respond."""


@prepared
def session_at(ctx: Context, machine_id: int, host: str, service_user: str, robot_id: int) -> sa.Select[Session]:
    place = (Session.service_user_name == service_user, Session.robot_id == robot_id)
    return ctx.select(Session).where(Session.machine_id == machine_id, sa.func.lower(host) == HOST, *place)


@prepared
def listening_sessions(ctx: Context, machine_ids: tuple[int, ...], since: datetime, most: int) -> sa.Select[Session]:
    """Services that could take a job: those with nothing to do first."""
    sessions = ctx.in_tenant(Session).where(
        Session.machine_id == sa.any_(machine_ids),  # type: ignore[arg-type]
        Session.robot_id == 0,
        Session.state != SessionState.DISCONNECTED,
        Session.maintenance_mode == MaintenanceMode.DEFAULT,
        Session.reporting_time > since,
    )
    return sessions.order_by(Session.state, Session.reporting_time.desc()).limit(most)


@prepared
def silent_sessions(ctx: Context) -> sa.Select[Session]:
    seconds = number_for(ctx, Session.tenant_id, PERIOD) * number_for(ctx, Session.tenant_id, MISSED)
    end = Session.reporting_time + sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    silent = ctx.everywhere(Session).where(
        Session.state != SessionState.DISCONNECTED,
        Session.is_unresponsive.is_(False),
        end < ctx.now,
    )
    return silent.order_by(Session.reporting_time).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def all_sessions(ctx: Context) -> sa.Select[Session]:
    return ctx.select(Session)


@prepared
def sessions_of_machine(ctx: Context, machine_id: int) -> sa.Select[Session]:
    """The services of a machine's hosts."""
    return ctx.select(Session).where(Session.machine_id == machine_id, Session.robot_id == 0)


@prepared
def services_of(ctx: Context, machines: tuple[int, ...]) -> sa.Select[Session]:
    """The services of some machines."""
    services = ctx.in_tenant(Session).where(Session.machine_id == sa.any_(machines))  # type: ignore[arg-type]
    return services.where(Session.robot_id == 0).order_by(Session.id)


@prepared
def sessions_among(ctx: Context, machines: tuple[int, ...], robots: tuple[int, ...]) -> sa.Select[Session]:
    """The services of some machines, and the sessions of some robots."""
    services = sa.and_(Session.robot_id == 0, Session.machine_id == sa.any_(machines))  # type: ignore[arg-type]
    return ctx.select(Session).where(sa.or_(services, Session.robot_id == sa.any_(robots)))  # type: ignore[arg-type]


async def sessions_here(ctx: Context) -> Bound[Session]:
    """The sessions of the folder's machines and robots, or those of the tenant."""
    if ctx.folder_id is None:
        return all_sessions(ctx)
    machines = tuple([machine.id for machine in await machines_serving(ctx, ctx.folder_id)])
    robots = await ctx.all(await robots_of_folder(ctx, ctx.folder_id))
    return sessions_among(ctx, machines, tuple([robot.id for robot in robots]))


async def machine_sessions(ctx: Context, key: int) -> Bound[Session]:
    """The services of a machine's hosts."""
    return sessions_of_machine(ctx, (await ctx.get(Machine, key)).id)


class UserRobots(Complex):
    """A name on hosts, and the robots that work under it."""

    user_name: str
    robot_names: list[str]


async def user_robots(ctx: Context, options: Options) -> dict[str, list[UserRobots]]:
    """The robots by the names under which they work; those made up for people who only signed in are left out.

    What is asked of the list may speak of the ``Robot`` of a name, too.
    """
    found: dict[str, list[Robot]] = {}
    for robot in await ctx.all(all_robots(ctx)):
        if robot.username and not robot.username.lower().startswith(MADE_UP):
            found.setdefault(robot.username, []).append(robot)
    rows = [
        {"UserName": name, "Robot": robots[0], "RobotNames": [robot.name for robot in robots]}
        for name, robots in sorted(found.items())
    ]
    chosen = cut(rows, replace(options, select=())).rows
    return {"value": [UserRobots(user_name=row["UserName"], robot_names=row["RobotNames"]) for row in chosen]}
