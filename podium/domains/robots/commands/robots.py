"""Robots are defined for users, changed and removed."""

from podium.domains.identity.models import User, UserType
from podium.domains.identity.queries import user_of
from podium.domains.robots.errors import (
    InvalidLicenseKey,
    MachineNameCannotChange,
    MachineNameRequired,
    PairedWithAnotherKey,
    RobotExists,
    UserNameRequired,
)
from podium.domains.robots.events import RobotChanging, RobotDeleting
from podium.domains.robots.licensing import check_robots
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import HostingType, Robot
from podium.domains.robots.queries.machines import machine_named, machine_with_key
from podium.domains.robots.queries.robots import robots_on_machine
from podium.kernel import sealing
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import BadRequest, Conflict, NotFound, ParameterMissing

LONGEST_NAME = 19
PLACE = ("machine_id", "machine_name", "license_key")
KEPT = (*PLACE, "user_id")
"""What stays as it is where nothing is said of it."""


async def create(ctx: Context, changes: Changes) -> Robot:
    """Define a robot for a user; where none is named, for a new robot account of the robot's name."""
    password = changes.pop("new_password", None)
    new = Robot(**changes)
    if len(new.name) > LONGEST_NAME:
        raise BadRequest(why=f"The field Name must be a string with a maximum length of {LONGEST_NAME}.", field="Name")
    if new.hosting_type is HostingType.STANDARD:
        await _put_on_machine(ctx, new)
    if new.user_id is None:
        new.user_id = (await ctx.add(User(user_name=new.name, type=UserType.ROBOT))).id
    else:
        user = await ctx.first(user_of(ctx, new.user_id))
        if user is None or user.tenant_id != ctx.tenant_id:
            raise NotFound(name=f"User {new.user_id}")
    new.creator_user_id = ctx.caller.user_id
    await ctx.add(new)
    await check_robots(ctx, new)
    await set_password(ctx, new, password)
    return new


async def change(ctx: Context, row: Robot, changes: Changes) -> None:
    """Change a robot; one that has a job keeps its user name, machine and type."""
    password = changes.pop("new_password", None)
    for attribute in KEPT:
        if changes.get(attribute) is None:
            changes.pop(attribute, None)
    if changes.get("machine_name", row.machine_name) != row.machine_name:
        raise MachineNameCannotChange
    if changes.get("license_key", row.license_key) != row.license_key:
        raise PairedWithAnotherKey
    if any(changes.get(name, getattr(row, name)) != getattr(row, name) for name in ("username", "machine_id", "type")):
        ctx.emit(RobotChanging(robot_id=row.id))
    for attribute, value in changes.items():
        setattr(row, attribute, value)
    row.last_modification_time, row.last_modifier_user_id = ctx.now, ctx.caller.user_id
    await check_robots(ctx, row)
    await set_password(ctx, row, password)


async def delete(ctx: Context, row: Robot) -> None:
    """Remove a robot that has no job. Its user stays."""
    ctx.emit(RobotDeleting(robot_id=row.id))
    ctx.remove(row)


async def toggle_enabled(ctx: Context, robot_ids: list[int], enabled: bool) -> None:
    """Let robots work, or not."""
    if not robot_ids:
        raise ParameterMissing(name="robotIds")
    for robot_id in dict.fromkeys(robot_ids):
        (await ctx.get(Robot, robot_id)).enabled = enabled


async def convert_to_floating(ctx: Context, robot_id: int | None = None) -> None:
    """Let a robot work on any machine."""
    if robot_id is None:
        raise ParameterMissing(name="robotId")
    robot = await ctx.get(Robot, robot_id)
    if robot.hosting_type is HostingType.FLOATING:
        raise Conflict(why=f"The robot {robot.name} is floating already.")
    ctx.emit(RobotChanging(robot_id=robot.id))
    robot.hosting_type = HostingType.FLOATING
    robot.machine_id = robot.machine_name = robot.license_key = None


async def set_password(ctx: Context, robot: Robot, password: str | None) -> None:
    """Keep the password of a robot's account, sealed; None and the empty one change nothing."""
    if not password:
        return
    if not robot.username:
        raise UserNameRequired
    await sealing.seal(ctx, robot, "password", password)


async def _put_on_machine(ctx: Context, robot: Robot) -> None:
    machine = await _machine(ctx, robot)
    if robot.license_key and robot.license_key != machine.license_key:
        raise PairedWithAnotherKey
    others = await ctx.all(robots_on_machine(ctx, machine.id))
    if robot.username and robot.username.lower() in {(other.username or "").lower() for other in others}:
        raise RobotExists(name=robot.username)
    robot.machine_id, robot.machine_name, robot.license_key = machine.id, machine.name, machine.license_key


async def _machine(ctx: Context, robot: Robot) -> Machine:
    if robot.machine_id is not None:
        return await ctx.get(Machine, robot.machine_id)
    if robot.machine_name:
        return await ctx.one(machine_named(ctx, robot.machine_name), f"Machine {robot.machine_name}")
    if not robot.license_key:
        raise MachineNameRequired
    machine = await ctx.first(machine_with_key(ctx, robot.license_key))
    if machine is None or machine.tenant_id != ctx.tenant_id:
        raise InvalidLicenseKey
    return machine
