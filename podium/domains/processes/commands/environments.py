"""Environments: which robots are in them, and which processes are deployed there."""

from typing import Any

import sqlalchemy as sa

from podium.domains.processes.errors import EnvironmentDeploymentConflict, HasAttachedProcesses
from podium.domains.processes.models.environments import Environment, EnvironmentRobot
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.environments import deployed_twice, releases_of, robots_of
from podium.kernel.context import Context
from podium.kernel.entity import Changes, declared


async def update(ctx: Context, row: Environment, changes: Changes) -> Environment:
    """Change an environment; the processes deployed there know its name."""
    for attribute, value in changes.items():
        setattr(row, attribute, value)
    for release in await ctx.all(releases_of(ctx, row.id)):
        release.environment_name = row.name
    return row


async def delete(ctx: Context, row: Environment) -> None:
    """Delete an environment in which nothing is deployed."""
    if await ctx.first(releases_of(ctx, row.id)) is not None:
        raise HasAttachedProcesses(name=row.name)
    ctx.remove(row)


async def add_robot(ctx: Context, row: Environment, robot_id: int) -> None:
    """Put a robot into an environment."""
    await set_robots(ctx, row, [robot_id], [])


async def remove_robot(ctx: Context, row: Environment, robot_id: int) -> None:
    """Take a robot out of an environment."""
    await set_robots(ctx, row, [], [robot_id])


async def set_robots(ctx: Context, row: Environment, added_robot_ids: list[int], removed_robot_ids: list[int]) -> None:
    """Put robots into an environment and take others out of it."""
    there = {link.robot_id: link for link in await ctx.all(robots_of(ctx, row.id))}
    for robot_id in set(removed_robot_ids) & there.keys():
        ctx.remove(there[robot_id])
    robot = declared("robots")
    for robot_id in dict.fromkeys(added_robot_ids):
        await ctx.one(ctx.in_tenant(robot).where(robot.id == robot_id), f"Robot {robot_id}")
        if robot_id not in there:
            ctx.record(EnvironmentRobot(environment_id=row.id, robot_id=robot_id))
    await ctx.settle()
    await _check(ctx, row.id)


async def robot_ids(ctx: Context, row: Environment) -> list[int]:
    """The ids of the robots of an environment."""
    return [link.robot_id for link in await ctx.all(robots_of(ctx, row.id))]


def robots(ctx: Context, row: Environment) -> sa.Select[Any]:
    """The robots of an environment."""
    robot = declared("robots")
    links = ctx.select(EnvironmentRobot).where(EnvironmentRobot.environment_id == row.id)
    return ctx.in_tenant(robot).where(robot.id.in_(links.with_only_columns(EnvironmentRobot.robot_id)))


async def attach(ctx: Context, release: Release) -> None:
    """Deploy a process in the environment it names, if it names one."""
    release.environment_name = None
    if release.environment_id is None:
        return
    environment = await ctx.get(Environment, release.environment_id)
    release.environment_name = environment.name
    await ctx.settle()
    await _check(ctx, environment.id)


async def _check(ctx: Context, environment_id: int) -> None:
    """A package reaches a robot through one environment only."""
    if await ctx.first(deployed_twice(ctx, environment_id)) is not None:
        raise EnvironmentDeploymentConflict
