"""What a queue does beyond the published API is shown and set."""

import msgspec

from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.events import QueueUpdated
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.policies import QueuePolicy, RetryDelay
from podium.kernel.context import Context
from podium.kernel.entity import Json

SHORTEST_LEASE, LONGEST_LEASE = 5, 30 * 86_400


async def policy(ctx: Context, queue: QueueDefinition) -> QueuePolicy:
    return QueuePolicy(
        lease_seconds=queue.lease_seconds,
        ends_with_job=queue.ends_with_job,
        references=queue.reference_policy,
        retry_delays=delays_of(queue),
    )


async def set_policy(ctx: Context, queue: QueueDefinition, body: QueuePolicy) -> QueuePolicy:
    """What is not named is not wanted. Leases that have begun go on as they are."""
    _check(body)
    queue.lease_seconds, queue.ends_with_job = body.lease_seconds, body.ends_with_job
    queue.reference_policy = body.references
    queue.retry_delays = Json(msgspec.json.encode(body.retry_delays))
    ctx.emit(QueueUpdated(queue_id=queue.id))
    return body


def delays_of(queue: QueueDefinition) -> list[RetryDelay]:
    return msgspec.json.decode(queue.retry_delays, type=list[RetryDelay])


def _check(wanted: QueuePolicy) -> None:
    lease = wanted.lease_seconds
    if lease is not None and not SHORTEST_LEASE <= lease <= LONGEST_LEASE:
        raise InvalidArgument(name="LeaseSeconds", why=f"It must be between {SHORTEST_LEASE} and {LONGEST_LEASE}.")
    for delay in wanted.retry_delays:
        if delay.first_seconds < 0 or delay.longest_seconds < 0 or delay.factor < 1:
            raise InvalidArgument(name="RetryDelays", why="Pauses are not negative, and do not become shorter.")
    if len({delay.kind for delay in wanted.retry_delays}) < len(wanted.retry_delays):
        raise InvalidArgument(name="RetryDelays", why="A kind of failure is named more than once.")
