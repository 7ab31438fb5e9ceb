"""Queues."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.queries.retention import retention_of
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.statements import prepared
from podium.odata.request import Stream
from podium.odata.wire import Shown

SCHEMAS = {f"{of}data": f"{of}_data_json_schema" for of in ("specific", "output", "analytics")}
"""The attributes of schemas, by the name of their type in lower case."""


@prepared
def queue_named(ctx: Context, name: str) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition).where(sa.func.lower(QueueDefinition.name) == sa.func.lower(name))


@prepared
def queue_of(ctx: Context, queue_id: int) -> sa.Select[QueueDefinition]:
    return ctx.everywhere(QueueDefinition).where(QueueDefinition.id == queue_id)


@prepared
def queues_ending_with_jobs(ctx: Context) -> sa.Select[QueueDefinition]:
    """Those whose items in progress end with the job that took them."""
    return ctx.in_tenant(QueueDefinition).where(QueueDefinition.ends_with_job)


@prepared
def queues(ctx: Context) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition)


async def queue(ctx: Context, queue: QueueDefinition) -> Shown:
    """A queue, and how long its ended items are kept."""
    kept = await ctx.one(retention_of(ctx, queue.id), "QueueRetention")
    await ctx.complete([queue])
    of_retention = {"Action": kept.action, "Period": kept.period, "BucketId": kept.bucket_id}
    return Shown(queue, expanded={f"Retention{name}": value for name, value in of_retention.items()})


async def json_schema(ctx: Context, queue: QueueDefinition, json_schema_type: str) -> Stream:
    """A schema of a queue as a file: of its SpecificData, OutputData or AnalyticsData."""
    if json_schema_type.lower() not in SCHEMAS:
        raise InvalidArgument(name="jsonSchemaType", why="It must be SpecificData, OutputData or AnalyticsData.")
    schema: str | None = getattr(queue, SCHEMAS[json_schema_type.lower()])
    if schema is None:
        raise NotFound(name=f"{json_schema_type} schema")
    return Stream(schema.encode(), "application/json", f"{queue.name}-{json_schema_type}.json")


async def queue_keyed(ctx: Context, identifier: UUID) -> QueueDefinition:
    return await ctx.one(with_key(ctx, identifier), f"QueueDefinition {identifier}")


@prepared
def with_key(ctx: Context, key: UUID) -> sa.Select[QueueDefinition]:
    return ctx.select(QueueDefinition).where(QueueDefinition.key == key)
