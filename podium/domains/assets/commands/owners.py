"""Values for users, machines and robots: what a request lists takes the place of what there was."""

from collections.abc import Iterable, Sequence
from typing import Any

from podium.domains.assets.commands.values import clear_value, put_value
from podium.domains.assets.models import Asset, AssetRobotValue, AssetUserValue, GivenRobotValue, GivenUserValue
from podium.domains.identity.models import User
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.errors import BadRequest


async def put_user_values(
    ctx: Context, asset: Asset, given: Iterable[GivenUserValue], known: Sequence[AssetUserValue]
) -> None:
    """Set the values of users and machines; whom the request does not list loses its value."""
    left = {(row.user_id, row.machine_id): row for row in known}
    listed = {(one.user_id, one.machine_id): one for one in given}
    for owner, one in listed.items():
        row = left.pop(owner, None) or await value_of_user(ctx, asset, one)
        await put_value(ctx, row, one, name_outside(asset, row))
    await _drop(ctx, left.values())


async def put_robot_values(
    ctx: Context, asset: Asset, given: Iterable[GivenRobotValue], known: Sequence[AssetRobotValue]
) -> None:
    """Set the values of robots; a robot that the request does not list loses its value."""
    left = {row.robot_id: row for row in known}
    listed = {one.robot_id: one for one in given}
    for owner, one in listed.items():
        row = left.pop(owner, None) or await _value_of_robot(ctx, asset, owner)
        await put_value(ctx, row, one, name_outside(asset, row))
    await _drop(ctx, left.values())


async def value_of_user(ctx: Context, asset: Asset, given: GivenUserValue) -> AssetUserValue:
    """A new value for a user, a machine, or both; still empty."""
    if given.user_id is None and given.machine_id is None:
        raise BadRequest(why="A user value is for a user, a machine, or both.", field="UserValues")
    await _must_exist(ctx, User, given.user_id)
    await _must_exist(ctx, Machine, given.machine_id)
    owner = {"user_id": given.user_id, "machine_id": given.machine_id}
    return await ctx.add(AssetUserValue(asset_id=asset.id, value_type=asset.value_type, **owner))


async def _value_of_robot(ctx: Context, asset: Asset, robot_id: int) -> AssetRobotValue:
    await _must_exist(ctx, Robot, robot_id)
    return await ctx.add(AssetRobotValue(asset_id=asset.id, value_type=asset.value_type, robot_id=robot_id))


async def _must_exist(ctx: Context, entity: type[Entity], key: int | None) -> None:
    if key is not None and await ctx.first(ctx.select(entity).where(entity.id == key)) is None:
        raise BadRequest(why=f"{entity.__name__} {key} does not exist.", field=f"{entity.__name__}Id")


async def _drop(ctx: Context, rows: Iterable[Any]) -> None:
    for row in rows:
        await clear_value(ctx, row)
        ctx.remove(row)


def name_outside(asset: Asset, row: Any) -> str:
    """What a store outside calls the secret of one owner, so that it stands beside that for all."""
    return f"{asset.name}-{row.id}"
