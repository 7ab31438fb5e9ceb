"""How robots are to execute: what the tenant says for all of them, and before that what is said for one."""

from typing import Any

import msgspec

from podium.domains.robots.models.robots import Robot
from podium.domains.settings import asking
from podium.kernel.context import Context

FOR_ALL, NOTHING = "GlobalExecutionSettings", msgspec.Raw(b"{}")


async def execution_settings(ctx: Context, robot: Robot) -> msgspec.Raw:
    """The execution settings that hold for a robot, as it is told them."""
    own = robot.execution_settings or NOTHING
    shared = msgspec.json.decode(await asking.text(ctx, FOR_ALL), type=dict[str, Any])
    if not shared:
        return msgspec.Raw(own)
    return msgspec.Raw(msgspec.json.encode(shared | msgspec.json.decode(own, type=dict[str, Any])))
