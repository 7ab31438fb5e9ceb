"""Queues."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.queues.models import QueueDefinition
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def queue_named(ctx: Context, name: str) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition).where(sa.func.lower(QueueDefinition.name) == sa.func.lower(name))


@prepared
def queue_of(ctx: Context, queue_id: int) -> sa.Select[QueueDefinition]:
    return ctx.everywhere(QueueDefinition).where(QueueDefinition.id == queue_id)


@prepared
def queues(ctx: Context) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition)


async def queue(ctx: Context, queue: QueueDefinition) -> QueueDefinition:
    return queue


async def queue_keyed(ctx: Context, identifier: UUID) -> QueueDefinition:
    return await ctx.one(with_key(ctx, identifier), f"QueueDefinition {identifier}")


@prepared
def with_key(ctx: Context, key: UUID) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition).where(QueueDefinition.key == key)
