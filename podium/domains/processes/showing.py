"""What is shown of processes and environments and stands in other tables."""

from collections.abc import Sequence
from typing import Any

from podium.domains.folders.queries import folders_of_tenant
from podium.domains.processes.models.environments import Environment, SimpleRobot
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.environments import links_of
from podium.kernel.context import Context
from podium.kernel.entity import declared


async def name_folders(ctx: Context, releases: Sequence[Release]) -> None:
    """Say in which folders processes are."""
    folders = {folder.id: folder for folder in await ctx.all(folders_of_tenant(ctx, ctx.tenant_id))}
    for release in releases:
        folder = folders.get(release.folder_id)
        vars(release)["path_of_folder"] = folder and folder.fully_qualified_name
        vars(release)["key_of_folder"] = folder and folder.key


async def name_robots(ctx: Context, environments: Sequence[Environment]) -> None:
    """Say which robots are in environments."""
    links = await ctx.all(links_of(ctx, tuple(environment.id for environment in environments)))
    robots = await ctx.by_id(declared("robots"), (link.robot_id for link in links))
    for environment in environments:
        there = [_simple(robots[link.robot_id]) for link in links if link.environment_id == environment.id]
        vars(environment)["robots_of_environment"] = there


def _simple(robot: Any) -> SimpleRobot:
    return SimpleRobot(
        id=robot.id,
        name=robot.name,
        type=robot.type,
        hosting_type=robot.hosting_type,
        username=robot.username,
        machine_name=robot.machine_name,
        description=robot.description,
    )
