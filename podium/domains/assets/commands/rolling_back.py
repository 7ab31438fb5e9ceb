"""The way back to a version."""

from typing import Any

import msgspec

from podium.domains.assets.commands.assets import VALUE, change
from podium.domains.assets.commands.versions import secrets_of, snapshot_of
from podium.domains.assets.models import (
    Asset,
    Change,
    GivenRobotValue,
    GivenUserValue,
    Snapshot,
    ValueSnapshot,
)
from podium.domains.assets.queries import version_numbered
from podium.kernel.context import Context
from podium.kernel.entity import Changes, Json

PLAIN = ("name", "description", "value_scope", "has_default_value", "allow_direct_api_access")
SAME = ("string_value", "bool_value", "int_value", "credential_username", "credential_store_id", "external_name")


async def roll_back(ctx: Context, row: Asset, version: int) -> Asset:
    """Make an asset what it was at a version; that makes a new version."""
    found = await ctx.one(version_numbered(ctx, row.id, version), f"Version {version}")
    return await change(ctx, row, _changes(snapshot_of(found), await secrets_of(ctx, found)), Change.ROLLED_BACK)


def _changes(then: Snapshot, secrets: dict[str, str]) -> Changes:
    """What a client would send to make the asset what it was."""
    default, *others = then.values
    value = _members(default, secrets)
    pairs = Json(msgspec.json.encode(value.pop("key_value_list")))
    users = [one for one in others if one.robot_id is None]
    robots = [one for one in others if one.robot_id is not None]
    return Changes(
        {name: getattr(then, name) for name in PLAIN}
        | {VALUE[member]: sent for member, sent in value.items()}
        | {
            "key_value_list": pairs,
            "user_values_sent": [_of_user(one, secrets) for one in users],
            "robot_values_sent": [_of_robot(one, secrets) for one in robots],
        }
    )


def _of_user(one: ValueSnapshot, secrets: dict[str, str]) -> GivenUserValue:
    return GivenUserValue(user_id=one.user_id, machine_id=one.machine_id, **_members(one, secrets))


def _of_robot(one: ValueSnapshot, secrets: dict[str, str]) -> GivenRobotValue:
    return GivenRobotValue(robot_id=one.robot_id or 0, **_members(one, secrets))


def _members(one: ValueSnapshot, secrets: dict[str, str]) -> dict[str, Any]:
    secret = secrets.get(str(one.secret_mark))
    same = {name: getattr(one, name) for name in (*SAME, "key_value_list")}
    return same | {"credential_password": secret, "secret_value": secret}
