"""What is shown of assets and stands in other tables."""

from collections.abc import Sequence

from podium.domains.assets.models import AssetRobotValue, AssetUserValue
from podium.domains.assets.queries import assets_in_store
from podium.domains.credentials.models import ResourceType, StoreResource
from podium.domains.identity.models import User
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.kernel.context import Context

END_OF_KEY = 4


async def name_owners(ctx: Context, values: Sequence[AssetUserValue]) -> None:
    """Name the users and machines of values."""
    users = await ctx.by_id(User, (value.user_id for value in values))
    machines = await ctx.by_id(Machine, (value.machine_id for value in values))
    for value in values:
        user, machine = users.get(value.user_id), machines.get(value.machine_id)
        vars(value)["name_of_user"] = user and user.user_name
        vars(value)["name_of_machine"] = machine and machine.name


async def name_robots(ctx: Context, values: Sequence[AssetRobotValue]) -> None:
    """Name the robots of values."""
    robots = await ctx.by_id(Robot, (value.robot_id for value in values))
    for value in values:
        robot = robots.get(value.robot_id)
        vars(value)["name_of_robot"] = robot and robot.name
        vars(value)["end_of_key"] = robot and str(robot.key)[-END_OF_KEY:]


async def in_store(ctx: Context, store_id: int) -> list[StoreResource]:
    """The assets one of whose values lies in a store."""
    assets = await ctx.all(assets_in_store(ctx, store_id))
    return [StoreResource(id=one.id, name=one.name, type=ResourceType.ASSET) for one in assets]
