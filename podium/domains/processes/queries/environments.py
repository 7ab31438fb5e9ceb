"""Environments, what is deployed in them and which robots they have."""

from typing import Any

import sqlalchemy as sa

from podium.domains.processes.models.environments import EnvironmentRobot
from podium.domains.processes.models.releases import Release
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def releases_of(ctx: Context, environment_id: int) -> sa.Select[Release]:
    return ctx.select(Release).where(Release.environment_id == environment_id)


@prepared
def robots_of(ctx: Context, environment_id: int) -> sa.Select[EnvironmentRobot]:
    links = ctx.select(EnvironmentRobot).where(EnvironmentRobot.environment_id == environment_id)
    return links.order_by(EnvironmentRobot.robot_id)


def deployed_twice(environment_id: int) -> sa.Select[Any]:
    """A process of an environment that is deployed there twice, or that a robot of it has from another one as well."""
    here, there = Release.table.alias("here"), Release.table.alias("there")
    link, other = EnvironmentRobot.table.alias("link"), EnvironmentRobot.table.alias("other")
    again = sa.and_(there.c.environment_id == environment_id, there.c.id != here.c.id)
    elsewhere = (
        sa.exists()
        .where(link.c.environment_id == environment_id, other.c.robot_id == link.c.robot_id)
        .where(other.c.environment_id == there.c.environment_id, there.c.environment_id != environment_id)
    )
    same = sa.func.lower(there.c.process_key) == sa.func.lower(here.c.process_key)
    found = sa.select(here.c.id).where(here.c.environment_id == environment_id, same, sa.or_(again, elsewhere))
    return found.limit(1)
