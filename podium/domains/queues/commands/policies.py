"""What a queue does beyond the published API is shown and set."""

import msgspec

from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.events import QueueUpdated
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.policies import QueuePolicy, RetryDelay
from podium.kernel.context import Context
from podium.kernel.entity import Json

SHORTEST_LEASE, LONGEST_LEASE = 5, 30 * 86_400
LONGEST_PAUSE, MOST_FACTOR = LONGEST_LEASE, 100


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
        if not (0 <= delay.first_seconds <= LONGEST_PAUSE and 0 <= delay.longest_seconds <= LONGEST_PAUSE):
            raise InvalidArgument(name="RetryDelays", why=f"A pause has 0 to {LONGEST_PAUSE} seconds.")
        if not 1 <= delay.factor <= MOST_FACTOR:
            raise InvalidArgument(name="RetryDelays", why=f"A factor is between 1 and {MOST_FACTOR}.")
    if len({delay.kind for delay in wanted.retry_delays}) < len(wanted.retry_delays):
        raise InvalidArgument(name="RetryDelays", why="A kind of failure is named more than once.")
