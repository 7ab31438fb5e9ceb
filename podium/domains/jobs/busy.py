"""Whose robots are at work: asked before a user is changed."""

from podium.domains.identity.queries import user_in
from podium.domains.jobs.queries.jobs import unfinished_of_robot
from podium.domains.robots.queries.robots import robots_of_user
from podium.kernel.context import Context
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, function


async def busy_users(ctx: Context, user_ids: list[int]) -> dict[str, dict[int, bool]]:
    """For each user, whether one of its robots has a job in hand."""
    return {"value": {number: await _is_busy(ctx, number) for number in user_ids}}


async def _is_busy(ctx: Context, number: int) -> bool:
    await ctx.one(user_in(ctx, number), f"User {number}")
    for robot in await ctx.all(robots_of_user(ctx, number)):
        if await ctx.first(unfinished_of_robot(ctx, robot.id)) is not None:
            return True
    return False


API = Api(
    "OR.Users",
    function(
        "Users/UiPath.Server.Configuration.OData.Validate(userIds=[{userIds}])", busy_users, Resource("Users").view
    ),
)
