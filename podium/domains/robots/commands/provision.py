"""Robots of users: what is said of them at the user becomes a robot of its own."""

from typing import Any

import msgspec

from podium.domains.identity.events import UserDeleting, UserRobotsChanged
from podium.domains.identity.models import User
from podium.domains.identity.provisioning import AttendedRobot, UnattendedRobot
from podium.domains.identity.queries import user_of
from podium.domains.licences.models import RobotType
from podium.domains.robots.commands.robots import delete, set_password
from podium.domains.robots.licensing import check_robots
from podium.domains.robots.models.robots import CredentialType, HostingType, Robot, RobotProvision
from podium.domains.robots.queries.robots import robots_of_user
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.odata.wire import enum_value


async def robots_changed(ctx: Context, event: UserRobotsChanged) -> None:
    """Make, change or remove the robots that come with a user."""
    user = await ctx.one(user_of(ctx, event.user_id), f"User {event.user_id}")
    own = [robot for robot in await ctx.all(robots_of_user(ctx, user.id)) if _comes_with_user(robot)]
    attended = next((robot for robot in own if not robot.is_unattended), None)
    unattended = next((robot for robot in own if robot.is_unattended), None)
    await _attended(ctx, user, event.attended, attended)
    await _unattended(ctx, user, event.unattended, unattended)


async def user_deleting(ctx: Context, event: UserDeleting) -> None:
    """The robots of a user go with it, unless they have jobs."""
    for robot in await ctx.all(robots_of_user(ctx, event.user_id)):
        await delete(ctx, robot)


async def _attended(ctx: Context, user: User, said: AttendedRobot | None, robot: Robot | None) -> None:
    if said is None:
        return await _without(ctx, robot)
    kind = enum_value(RobotType, said.robot_type, "RobotType") if said.robot_type else RobotType.ATTENDED
    robot = robot or await _new(ctx, user, RobotType(kind), "attended")
    robot.type, robot.username = RobotType(kind), said.user_name
    robot.execution_settings = _settings(said.execution_settings)
    said.robot_id = robot.id
    user.robot_provision = Json(msgspec.json.encode(said))
    return None


async def _unattended(ctx: Context, user: User, said: UnattendedRobot | None, robot: Robot | None) -> None:
    if said is None:
        return await _without(ctx, robot)
    robot = robot or await _new(ctx, user, RobotType.UNATTENDED, "unattended")
    robot.username, robot.external_name = said.user_name, said.credential_external_name
    robot.credential_store_id = said.credential_store_id
    robot.credential_type = CredentialType(said.credential_type) if said.credential_type else None
    robot.limit_concurrent_execution = said.limit_concurrent_execution
    robot.execution_settings = _settings(said.execution_settings)
    await set_password(ctx, robot, said.password)
    kept = msgspec.json.decode(user.unattended_robot or b"{}")
    user.unattended_robot = Json(msgspec.json.encode(kept | {"RobotId": robot.id}))
    return None


async def _new(ctx: Context, user: User, kind: RobotType, suffix: str) -> Robot:
    robot = Robot(name=f"{user.user_name}-{suffix}", type=kind, hosting_type=HostingType.FLOATING, user_id=user.id)
    robot.provision_type, robot.creator_user_id = RobotProvision.AUTOMATIC, ctx.caller.user_id
    await ctx.add(robot)
    await check_robots(ctx, robot)
    return robot


async def _without(ctx: Context, robot: Robot | None) -> None:
    if robot is not None:
        await delete(ctx, robot)


def _comes_with_user(robot: Robot) -> bool:
    return robot.provision_type is RobotProvision.AUTOMATIC


def _settings(said: dict[str, Any] | None) -> Json | None:
    return None if said is None else Json(msgspec.json.encode(said))
