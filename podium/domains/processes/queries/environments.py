"""Environments, what is deployed in them and which robots they have."""

import sqlalchemy as sa

from podium.domains.processes.models.environments import Environment, EnvironmentRobot
from podium.domains.processes.models.releases import Release
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def environments_in(ctx: Context, place: int) -> sa.Select[Environment]:
    """The environments of a folder, wherever this is done."""
    return ctx.in_tenant(Environment).where(Environment.folder_id == place)


@prepared
def releases_of(ctx: Context, environment_id: int) -> sa.Select[Release]:
    return ctx.select(Release).where(Release.environment_id == environment_id)


@prepared
def robots_of(ctx: Context, environment_id: int) -> sa.Select[EnvironmentRobot]:
    links = ctx.select(EnvironmentRobot).where(EnvironmentRobot.environment_id == environment_id)
    return links.order_by(EnvironmentRobot.robot_id)


@prepared
def links_of(ctx: Context, environments: tuple[int, ...]) -> sa.Select[EnvironmentRobot]:
    """The robots of several environments."""
    wanted = EnvironmentRobot.environment_id == sa.any_(environments)  # type: ignore[arg-type]
    return ctx.select(EnvironmentRobot).where(wanted).order_by(EnvironmentRobot.robot_id)


@prepared
def deployed_twice(ctx: Context, environment_id: int) -> sa.Select[Release]:
    """Processes of an environment that are deployed there twice, or that a robot of it has from another one as well."""
    there = Release.table.alias("there")
    link, other = EnvironmentRobot.table.alias("link"), EnvironmentRobot.table.alias("other")
    same = sa.func.lower(there.c.process_key) == sa.func.lower(Release.process_key)
    shared = sa.exists().where(
        link.c.environment_id == environment_id,
        other.c.robot_id == link.c.robot_id,
        other.c.environment_id == there.c.environment_id,
    )
    twice = sa.exists().where(there.c.id != Release.id, same, sa.or_(there.c.environment_id == environment_id, shared))
    return ctx.select(Release).where(Release.environment_id == environment_id, twice).limit(1)
