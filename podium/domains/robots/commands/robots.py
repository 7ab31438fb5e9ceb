"""Robots are defined for users."""

from podium.domains.identity.models import User, UserType
from podium.domains.identity.queries import user_of
from podium.domains.robots.errors import MachineNameRequired
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import HostingType, Robot
from podium.domains.robots.queries.machines import machine_named
from podium.kernel.context import Context
from podium.kernel.errors import NotFound


async def create(ctx: Context, new: Robot) -> Robot:
    """Define a robot for a user; where none is named, for a new robot account of the robot's name."""
    if new.hosting_type is HostingType.STANDARD:
        await _put_on_machine(ctx, new)
    if new.user_id is None:
        new.user_id = (await ctx.add(User(user_name=new.name, type=UserType.ROBOT))).id
    else:
        user = await ctx.first(user_of(ctx, new.user_id))
        if user is None or user.tenant_id != ctx.tenant_id:
            raise NotFound(name=f"User {new.user_id}")
    new.creator_user_id = ctx.caller.user_id
    return await ctx.add(new)


async def _put_on_machine(ctx: Context, robot: Robot) -> None:
    if robot.machine_id is not None:
        machine = await ctx.get(Machine, robot.machine_id)
    elif robot.machine_name:
        machine = await ctx.one(machine_named(ctx, robot.machine_name), f"Machine {robot.machine_name}")
    else:
        raise MachineNameRequired
    robot.machine_id, robot.machine_name, robot.license_key = machine.id, machine.name, machine.license_key
