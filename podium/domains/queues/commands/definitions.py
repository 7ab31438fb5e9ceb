"""Queues are made, changed and deleted."""

from podium.domains.queues.commands.archives import demand_archive
from podium.domains.queues.commands.retention import set_retention
from podium.domains.queues.errors import InvalidSchema, ParameterCannotChange
from podium.domains.queues.events import QueueCreated, QueueDeleted, QueueUpdated
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.definitions import RetentionAction
from podium.domains.queues.models.retention import QueueRetention, RemovedQueue
from podium.domains.queues.queries.retention import retention_of
from podium.domains.sharing.commands import folders_of, refuse_used_name, unlink
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.json_schema import NotASchema, compiled

CHOSEN_ONCE = {"enforce_unique_reference": "EnforceUniqueReference", "encrypted": "Encrypted"}
SCHEMAS = {
    "specific_data_json_schema": "SpecificDataJsonSchema",
    "output_data_json_schema": "OutputDataJsonSchema",
    "analytics_data_json_schema": "AnalyticsDataJsonSchema",
}


async def create_queue(ctx: Context, changes: Changes) -> QueueDefinition:
    await refuse_used_name(ctx, QueueDefinition, changes["name"], [ctx.here()])
    _check_schemas(changes)
    kept = _taken(changes)
    queue = await ctx.add(QueueDefinition(**changes))
    if kept.get("action") is RetentionAction.ARCHIVE:
        await demand_archive(ctx, queue, kept.get("bucket_id"))
    ctx.record(QueueRetention(id=queue.id, **kept))
    ctx.emit(QueueCreated(queue_id=queue.id))
    return queue


async def edit_queue(ctx: Context, queue: QueueDefinition, changes: Changes) -> QueueDefinition:
    """Change a queue; how it treats references and keeps content was chosen when it was made."""
    for attribute, name in CHOSEN_ONCE.items():
        if changes.get(attribute, getattr(queue, attribute)) != getattr(queue, attribute):
            raise ParameterCannotChange(name=name)
    if changes.get("name", queue.name) != queue.name:
        await refuse_used_name(ctx, QueueDefinition, changes["name"], await folders_of(ctx, queue), queue.id)
    _check_schemas(changes)
    if kept := _taken(changes):
        await set_retention(ctx, await ctx.one(retention_of(ctx, queue.id), "QueueRetention"), kept)
    for attribute, value in changes.items():
        setattr(queue, attribute, value)
    ctx.emit(QueueUpdated(queue_id=queue.id))
    return queue


async def edit_named_queue(ctx: Context, id: int, changes: Changes) -> None:
    """Change the queue that the body names."""
    await edit_queue(ctx, await ctx.get(QueueDefinition, id), changes)


async def delete_queue(ctx: Context, queue: QueueDefinition) -> None:
    """Delete a queue. Nobody sees its items any more; the engine removes them."""
    await unlink(ctx, queue)
    ctx.remove(queue)
    ctx.record(RemovedQueue(queue_definition_id=queue.id))
    ctx.emit(QueueDeleted(queue_id=queue.id, key=str(queue.key), name=queue.name))
    ctx.wake("engine")


def _taken(changes: Changes) -> Changes:
    """Take what is said of the retention of items out of what is said of their queue."""
    said = {name: changes.pop(f"retention_{name}", None) for name in ("action", "period", "bucket_id")}
    return Changes({name: value for name, value in said.items() if value is not None})


def _check_schemas(changes: Changes) -> None:
    for attribute, name in SCHEMAS.items():
        schema = changes.get(attribute)
        if schema is None or not schema.strip():
            continue
        try:
            compiled(schema)
        except NotASchema as problem:
            raise InvalidSchema(name=name, why=str(problem)) from problem
