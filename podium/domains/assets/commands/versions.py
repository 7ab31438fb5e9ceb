"""Versions: what an asset was after each change, who made it, and what it changed."""

from typing import Any

import msgspec

from podium.domains.assets.models import (
    Asset,
    AssetVersion,
    Change,
    Difference,
    KeyValue,
    Scope,
    Snapshot,
    ValueSnapshot,
    Version,
)
from podium.domains.assets.queries import latest_version, robot_values, user_values, versions, versions_until
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.names import pascal
from podium.kernel.sealing import seal, unseal

KEPT = 50
"""Versions of one asset; older ones are forgotten."""
MARK = "secret_mark"
OWNERS = ("user_id", "machine_id", "robot_id")


async def add_version(ctx: Context, row: Asset, change: Change) -> None:
    """Keep what an asset is now."""
    latest = await ctx.first(latest_version(ctx, row.id))
    number = latest.number + 1 if latest else 1
    values: list[Any] = [row, *await ctx.all(user_values(ctx, row.id)), *await ctx.all(robot_values(ctx, row.id))]
    content = Json(msgspec.json.encode(_snapshot(row, values)))
    who = {"user_id": ctx.caller.user_id, "user_name": ctx.caller.name}
    version = await ctx.add(AssetVersion(asset_id=row.id, number=number, change=change, content=content, **who))
    secrets = {str(value.secret_mark): await unseal(ctx, value, "secret") for value in values if value.secret}
    if secrets:
        await seal(ctx, version, "secrets", msgspec.json.encode(secrets).decode())
    for old in await ctx.all(versions_until(ctx, row.id, number - KEPT)):
        ctx.remove(old)


async def history(ctx: Context, row: Asset) -> list[Version]:
    """The versions of an asset, the newest first, each with what it changed."""
    rows = await ctx.all(versions(ctx, row.id))
    contents = [snapshot_of(one) for one in rows]
    return [_shown(one, now, then) for one, now, then in zip(rows, contents, [*contents[1:], None], strict=True)]


def snapshot_of(version: AssetVersion) -> Snapshot:
    return msgspec.json.decode(version.content, type=Snapshot)


async def secrets_of(ctx: Context, version: AssetVersion) -> dict[str, str]:
    """The secrets of a version by their marks; those in stores outside are not among them."""
    if version.secrets is None:
        return {}
    return msgspec.json.decode(await unseal(ctx, version, "secrets"), type=dict[str, str])


def _snapshot(row: Asset, values: list[Any]) -> Snapshot:
    return Snapshot(
        name=row.name,
        description=row.description,
        value_scope=row.value_scope or Scope.GLOBAL,
        has_default_value=bool(row.has_default_value),
        allow_direct_api_access=bool(row.allow_direct_api_access),
        values=[_value(value) for value in values],
    )


def _value(row: Any) -> ValueSnapshot:
    members = {name: getattr(row, name, None) for name in ValueSnapshot.__struct_fields__}
    pairs = msgspec.json.decode(row.key_value_list, type=list[KeyValue])
    owners = {name: row.__dict__.get(name) for name in OWNERS}
    return ValueSnapshot(**{**members, "key_value_list": pairs, **owners})


def _shown(row: AssetVersion, now: Snapshot, then: Snapshot | None) -> Version:
    after, before = _flat(now), _flat(then) if then else {}
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return Version(
        number=row.number,
        change=row.change,
        creation_time=row.creation_time,
        user_id=row.user_id,
        user_name=row.user_name,
        differences=[_difference(name, before.get(name), after.get(name)) for name in changed],
    )


def _difference(name: str, before: str | None, after: str | None) -> Difference:
    is_secret = name.endswith("Secret")
    return Difference(member=name, before=None if is_secret else before, after=None if is_secret else after)


def _flat(snapshot: Snapshot) -> dict[str, str | None]:
    """The members of a snapshot as texts, those of values with their owner before the name."""
    plain = {name: getattr(snapshot, name) for name in Snapshot.__struct_fields__ if name != "values"}
    found = {pascal(name): _text(value) for name, value in plain.items()}
    for value in snapshot.values:
        start = f"{value.owner}: " if value.owner else ""
        members = {name: getattr(value, name) for name in ValueSnapshot.__struct_fields__ if name not in OWNERS}
        found |= {f"{start}{pascal(name).removesuffix('Mark')}": _text(one) for name, one in members.items() if one}
    return found


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode().strip('"')
