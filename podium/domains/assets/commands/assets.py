"""Making, changing and deleting assets."""

from typing import Any
from uuid import UUID

import msgspec

from podium.domains.assets.commands.owners import put_robot_values, put_user_values
from podium.domains.assets.commands.values import clear_value, put_value
from podium.domains.assets.commands.versions import add_version
from podium.domains.assets.errors import AssetExists, TypeCannotChange
from podium.domains.assets.events import AssetCreated, AssetDeleted, AssetEvent, AssetUpdated
from podium.domains.assets.models import Asset, Change, GivenValue, KeyValue, Scope
from podium.domains.assets.queries import asset_keyed, robot_values, user_values
from podium.domains.sharing.commands import folders_of, refuse_used_name, unlink
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.keys import key_of

VALUE = {
    "value": "value_sent",
    "credential_password": "password_sent",
    "secret_value": "secret_sent",
    **{
        name: name
        for name in GivenValue.__struct_fields__
        if name not in ("value", "credential_password", "secret_value")
    },
}
"""The members of a value, and what the body of an asset calls them."""
EMPTY = {"allow_direct_api_access": False, "tags": Asset.default_of("tags"), "description": None}


async def create(ctx: Context, changes: Changes) -> Asset:
    """Make an asset with all its values."""
    await refuse_used_name(ctx, Asset, changes["name"], [ctx.here()])
    known = {"name": changes["name"], "value_type": changes["value_type"], "creator_user_id": ctx.caller.user_id}
    row = await ctx.add(Asset(**known, **await _key(ctx, changes["key_sent"])))
    await _put(ctx, row, changes, is_new=True)
    await add_version(ctx, row, Change.CREATED)
    ctx.emit(told(AssetCreated, row))
    return row


async def update(ctx: Context, row: Asset, changes: Changes) -> Asset:
    """Change an asset; values of users and robots that are not sent stay as they are."""
    if changes.get("value_type", row.value_type) is not row.value_type:
        raise TypeCannotChange
    return await change(ctx, row, changes, Change.UPDATED)


async def change(ctx: Context, row: Asset, changes: Changes, kind: Change) -> Asset:
    if changes.get("name", row.name) != row.name:
        await refuse_used_name(ctx, Asset, changes["name"], await folders_of(ctx, row), row.id)
    await _put(ctx, row, changes, is_new=False)
    await touch(ctx, row, kind)
    return row


async def touch(ctx: Context, row: Asset, kind: Change) -> None:
    """Note who changed an asset and when, and keep what it is now."""
    row.last_modification_time, row.last_modifier_user_id = ctx.now, ctx.caller.user_id
    await add_version(ctx, row, kind)
    ctx.emit(told(AssetUpdated, row))


async def delete(ctx: Context, row: Asset) -> None:
    """Delete an asset from all its folders, and its secrets from the stores they lie in."""
    for value in (*await ctx.all(user_values(ctx, row.id)), *await ctx.all(robot_values(ctx, row.id))):
        await clear_value(ctx, value)
    await clear_value(ctx, row)
    await unlink(ctx, row)
    ctx.emit(told(AssetDeleted, row))
    ctx.remove(row)


def told(event: type[AssetEvent], row: Asset) -> AssetEvent:
    return event(
        asset_id=row.id,
        folder_id=row.folder_id,
        key=str(row.key),
        name=row.name,
        value_type=row.value_type,
        value_scope=str(row.value_scope),
    )


async def _key(ctx: Context, sent: str | None) -> dict[str, UUID]:
    """The key that an asset had elsewhere; what is no key is passed over."""
    key = key_of(sent)
    if key is None:
        return {}
    if await ctx.first(asset_keyed(ctx, key)) is not None:
        raise AssetExists(name=f"Asset {key}")
    return {"key": key}


async def _put(ctx: Context, row: Asset, changes: Changes, *, is_new: bool) -> None:
    row.name = changes.get("name", row.name)
    for attribute, empty in EMPTY.items():
        if attribute in changes:
            setattr(row, attribute, empty if changes[attribute] is None else changes[attribute])
    row.value_scope = changes.get("value_scope") or row.value_scope
    given = {member: changes[sent] for member, sent in VALUE.items() if sent in changes}
    if given:
        await _put_default(ctx, row, _value(given), changes.get("has_default_value"))
    users = [] if row.value_scope is Scope.GLOBAL else changes.get("user_values_sent")
    robots = [] if row.value_scope is Scope.GLOBAL else changes.get("robot_values_sent")
    if users is not None:
        await put_user_values(ctx, row, users, [] if is_new else await ctx.all(user_values(ctx, row.id)))
    if robots is not None:
        await put_robot_values(ctx, row, robots, [] if is_new else await ctx.all(robot_values(ctx, row.id)))


async def _put_default(ctx: Context, row: Asset, given: GivenValue, wanted: bool | None) -> None:
    """Set or clear the value for all; where it is not said whether there is one, there is if one was sent."""
    said = any(value is not None for value in msgspec.structs.astuple(given))
    row.has_default_value = row.value_scope is Scope.GLOBAL or (said if wanted is None else wanted)
    if row.has_default_value:
        await put_value(ctx, row, given, row.name)
    else:
        await clear_value(ctx, row)


def _value(given: dict[str, Any]) -> GivenValue:
    pairs = given.get("key_value_list")
    if pairs is not None:
        given["key_value_list"] = msgspec.json.decode(pairs, type=list[KeyValue])
    return GivenValue(**given)
