"""Robots by key, user and name."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.robots.models.robots import Robot
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def robot_with_key(ctx: Context, key: UUID) -> sa.Select[Robot]:
    return ctx.everywhere(Robot).where(Robot.key == key)


@prepared
def robot_of(ctx: Context, robot_id: int) -> sa.Select[Robot]:
    return ctx.everywhere(Robot).where(Robot.id == robot_id)


@prepared
def robots_of_tenant(ctx: Context, tenant: int) -> sa.Select[Robot]:
    return ctx.everywhere(Robot).where(Robot.tenant_id == tenant).order_by(Robot.id)


@prepared
def robots_of_user(ctx: Context, user_id: int) -> sa.Select[Robot]:
    return ctx.select(Robot).where(Robot.user_id == user_id).order_by(Robot.id)


@prepared
def robots_on_machine(ctx: Context, machine_id: int) -> sa.Select[Robot]:
    return ctx.select(Robot).where(Robot.machine_id == machine_id).order_by(Robot.id)


@prepared
def robots_called(ctx: Context, username: str) -> sa.Select[Robot]:
    """The robots that work under a name on their host, those of people first."""
    called = sa.func.lower(Robot.username) == sa.func.lower(username)
    return ctx.select(Robot).where(called).order_by(Robot.type, Robot.id)
