"""Assets as robots get and set them."""

from typing import Any
from uuid import UUID

import msgspec

from podium.domains.assets.commands.assets import touch
from podium.domains.assets.commands.owners import name_outside, value_of_user
from podium.domains.assets.commands.proxies import connection
from podium.domains.assets.commands.values import put_value
from podium.domains.assets.errors import AssetUnknown, NoValueForRobot, RobotOfAnother, TypeCannotChange
from podium.domains.assets.models import (
    CREDENTIALS,
    SECRETS,
    Asset,
    Change,
    ConnectionData,
    GivenRobotAsset,
    GivenUserValue,
    KeyValue,
    RobotAsset,
    Scope,
    ValueType,
)
from podium.domains.assets.queries import asset_named
from podium.domains.assets.resolution import Reader, own_value, value_for
from podium.domains.audit.commands import note
from podium.domains.credentials.holding import fetch
from podium.domains.credentials.plugin import Secret
from podium.domains.robots.errors import RobotUnknown
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.robots import robot_of, robot_with_key
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest

HIDDEN = Secret("")


async def asset_of_robot(
    ctx: Context,
    asset_name: str,
    robot_key: UUID | None = None,
    supports_credentials_proxy_disconnected: bool = False,
) -> RobotAsset:
    """The value of an asset for a robot, with its secret; without a robot for the caller, where that is allowed.

    That a secret was read, and by whom, is noted.
    """
    asset = await _named(ctx, asset_name)
    reader = await _reader(ctx, asset, robot_key)
    value = await value_for(ctx, asset, reader)
    if asset.value_type not in SECRETS:
        return _shown(asset, value, HIDDEN)
    if value.credential_store_id is None:
        raise NoValueForRobot
    note(ctx, "Assets", "Download", asset.name, asset.id, {"FolderId": ctx.here(), "RobotId": reader.robot_id})
    way = await connection(ctx, value, reader.robot_id) if supports_credentials_proxy_disconnected else None
    return _shown(asset, value, HIDDEN if way else await fetch(ctx, value, "secret"), way)


async def asset_by_robot_key(ctx: Context, robot_id: UUID, asset_name: str) -> RobotAsset:
    """The same at an older address, where the key of the robot is called its id."""
    return await asset_of_robot(ctx, asset_name, robot_id)


async def asset_by_robot_id(ctx: Context, robot_id: int, asset_name: str) -> RobotAsset:
    """The value of an asset for a robot, without its secret."""
    robot = await ctx.first(robot_of(ctx, robot_id))
    if robot is None or robot.tenant_id != ctx.tenant_id:
        raise RobotUnknown
    asset = await _named(ctx, asset_name)
    return _shown(asset, await value_for(ctx, asset, _reader_of(robot, robot.machine_id)), HIDDEN)


async def set_asset_of_robot(ctx: Context, robot_key: UUID, robot_asset: GivenRobotAsset) -> RobotAsset:
    """Set the value of an asset: for the robot's user if it has values for users, else for all."""
    asset = await _named(ctx, robot_asset.name)
    if robot_asset.value_type not in (None, asset.value_type):
        raise TypeCannotChange
    reader = await _reader(ctx, asset, robot_key)
    value: Any = asset
    if asset.value_scope is Scope.PER_ROBOT:
        value = await own_value(ctx, asset, reader)
        value = value or await value_of_user(ctx, asset, GivenUserValue(user_id=reader.user_id))
    await put_value(ctx, value, robot_asset, asset.name if value is asset else name_outside(asset, value))
    if value is asset:
        asset.has_default_value = True
    await touch(ctx, asset, Change.UPDATED)
    return _shown(asset, value, HIDDEN)


async def _named(ctx: Context, name: str) -> Asset:
    ctx.here()
    asset = await ctx.first(asset_named(ctx, name))
    if asset is None:
        raise AssetUnknown
    return asset


async def _reader(ctx: Context, asset: Asset, robot_key: UUID | None) -> Reader:
    """For whom a caller may ask: robots and people for themselves, machines for the robots whose keys they have."""
    caller = ctx.caller
    if robot_key is None:
        if asset.value_type in SECRETS and not asset.allow_direct_api_access and caller.robot_id is None:
            raise BadRequest(why="The robotKey field is required.", field="robotKey")
        return Reader(caller.user_id, caller.machine_id, caller.robot_id)
    robot = await ctx.first(robot_with_key(ctx, robot_key))
    if robot is None or robot.tenant_id != ctx.tenant_id:
        raise RobotUnknown
    if caller.user_id not in (None, robot.user_id):
        raise RobotOfAnother
    return _reader_of(robot, caller.machine_id or robot.machine_id)


def _reader_of(robot: Robot, machine_id: int | None) -> Reader:
    return Reader(robot.user_id, machine_id, robot.id)


def _shown(asset: Asset, value: Any, secret: Secret, way: ConnectionData | None = None) -> RobotAsset:
    is_credential = asset.value_type in CREDENTIALS
    username = (value.credential_username or secret.username) if is_credential else ""
    return RobotAsset(
        id=asset.id,
        name=asset.name,
        value_type=asset.value_type,
        value=value.fields["Value"].value(value),
        string_value=value.string_value,
        bool_value=value.bool_value,
        int_value=value.int_value,
        credential_username=username,
        credential_password=secret.password if is_credential else "",
        secret_value=secret.password if asset.value_type is ValueType.SECRET else "",
        external_name=value.external_name,
        credential_store_id=value.credential_store_id,
        key_value_list=msgspec.json.decode(value.key_value_list, type=list[KeyValue]),
        connection_data=way,
    )
