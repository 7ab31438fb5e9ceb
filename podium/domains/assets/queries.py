"""Assets by name, their values, their versions."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.domains.assets.models import Asset, AssetRobotValue, AssetUserValue, AssetVersion
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def asset_named(ctx: Context, name: str) -> sa.Select[Asset]:
    return ctx.select(Asset).where(sa.func.lower(Asset.name) == sa.func.lower(name))


@prepared
def asset_keyed(ctx: Context, key: UUID) -> sa.Select[Asset]:
    return ctx.in_tenant(Asset).where(Asset.key == key)


@prepared
def every_asset(ctx: Context) -> sa.Select[Asset]:
    return ctx.select(Asset)


@prepared
def user_values(ctx: Context, asset_id: int) -> sa.Select[AssetUserValue]:
    return ctx.select(AssetUserValue).where(AssetUserValue.asset_id == asset_id).order_by(AssetUserValue.id)


@prepared
def robot_values(ctx: Context, asset_id: int) -> sa.Select[AssetRobotValue]:
    return ctx.select(AssetRobotValue).where(AssetRobotValue.asset_id == asset_id).order_by(AssetRobotValue.id)


@prepared
def versions(ctx: Context, asset_id: int) -> sa.Select[AssetVersion]:
    return ctx.select(AssetVersion).where(AssetVersion.asset_id == asset_id).order_by(AssetVersion.number.desc())


@prepared
def latest_version(ctx: Context, asset_id: int) -> sa.Select[AssetVersion]:
    found = ctx.select(AssetVersion).where(AssetVersion.asset_id == asset_id)
    return found.order_by(AssetVersion.number.desc()).limit(1)


@prepared
def version_numbered(ctx: Context, asset_id: int, number: int) -> sa.Select[AssetVersion]:
    return ctx.select(AssetVersion).where(AssetVersion.asset_id == asset_id, AssetVersion.number == number)


@prepared
def versions_until(ctx: Context, asset_id: int, number: int) -> sa.Select[AssetVersion]:
    return ctx.select(AssetVersion).where(AssetVersion.asset_id == asset_id, AssetVersion.number <= number)


@prepared
def assets_in_store(ctx: Context, store_id: int) -> sa.Select[Asset]:
    """The assets one of whose values lies in a store."""

    def holding(values: Any) -> Any:
        held = ctx.in_tenant(values).where(values.credential_store_id == store_id)
        return Asset.id.in_(held.with_only_columns(values.asset_id))

    of_one = sa.or_(holding(AssetUserValue), holding(AssetRobotValue))
    return ctx.in_tenant(Asset).where(sa.or_(Asset.credential_store_id == store_id, of_one)).order_by(Asset.id)


def values_in_store(ctx: Context, store_id: int) -> list[sa.Select[Any]]:
    """The values that lie in a store, for all and for users and robots."""
    tables: tuple[Any, ...] = (Asset, AssetUserValue, AssetRobotValue)
    return [ctx.in_tenant(values).where(values.credential_store_id == store_id) for values in tables]
