"""Which value of an asset is meant for whom: the closest one goes before those for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from podium.domains.assets.errors import NoValueForRobot
from podium.domains.assets.models import Asset, AssetRobotValue, AssetUserValue, Scope
from podium.domains.assets.queries import robot_values, user_values
from podium.kernel.context import Context


@dataclass(frozen=True)
class Reader:
    """For whom a value is wanted."""

    user_id: int | None
    machine_id: int | None = None
    robot_id: int | None = None


async def value_for(ctx: Context, asset: Asset, reader: Reader) -> Any:
    """The value meant for a reader: its own, else that of its machine, else that for all."""
    own = await own_value(ctx, asset, reader)
    if own is not None:
        return own
    of_machine = (None, reader.machine_id)
    found = _of_owner(await _user_values(ctx, asset), of_machine) if reader.machine_id is not None else None
    if found is None and not asset.has_default_value:
        raise NoValueForRobot
    return found or asset


async def own_value(ctx: Context, asset: Asset, reader: Reader) -> AssetUserValue | AssetRobotValue | None:
    """The value of a user on its machine, else of the robot, else of the user anywhere."""
    if asset.value_scope is Scope.GLOBAL:
        return None
    users = await _user_values(ctx, asset)
    robots = await ctx.all(robot_values(ctx, asset.id)) if reader.robot_id is not None else []
    of_robot = next((value for value in robots if value.robot_id == reader.robot_id), None)
    there = _of_owner(users, (reader.user_id, reader.machine_id)) if reader.machine_id is not None else None
    return there or of_robot or _of_owner(users, (reader.user_id, None))


async def _user_values(ctx: Context, asset: Asset) -> list[AssetUserValue]:
    return [] if asset.value_scope is Scope.GLOBAL else await ctx.all(user_values(ctx, asset.id))


def _of_owner(values: Sequence[AssetUserValue], owner: tuple[int | None, int | None]) -> AssetUserValue | None:
    if owner == (None, None):
        return None
    return next((value for value in values if (value.user_id, value.machine_id) == owner), None)
