"""What happens to queues and jobs leaves nudges for the triggers it concerns."""

from podium.domains.jobs.events import JobEnded
from podium.domains.jobs.queries.jobs import job_of
from podium.domains.queues.events import QueueItemsAdded, QueueItemsReturned
from podium.domains.triggers.commands.timing import SLEEPER
from podium.domains.triggers.models.schedules import Nudge, OverlapPolicy, ProcessSchedule, QueueEvaluation
from podium.domains.triggers.queries.schedules import triggers_of_queue, triggers_of_release
from podium.kernel.context import Context


async def items_added(ctx: Context, event: QueueItemsAdded | QueueItemsReturned) -> None:
    """The triggers of the queue are to look at it."""
    await _nudge_queue(ctx, event.queue_id)


async def job_ended(ctx: Context, event: JobEnded) -> None:
    """The triggers of the process, and the one that started the job, may have something to do."""
    rows = await ctx.all(triggers_of_release(ctx, event.release_id))
    if not rows:
        return
    job = await ctx.first(job_of(ctx, event.job_id))
    starter = job.starting_schedule_id if job else None
    for row in rows:
        own = row.id == starter and _counts(row)
        if own or _looks(row):
            nudge(ctx, row, event.state if own else None)


def nudge(ctx: Context, row: ProcessSchedule, job_state: str | None = None) -> None:
    """Have the engine look at a trigger once this is committed."""
    ctx.record(Nudge(tenant_id=row.tenant_id, schedule_id=row.id, job_state=job_state))
    ctx.wake(SLEEPER)


async def _nudge_queue(ctx: Context, queue_id: int) -> None:
    for row in await ctx.all(triggers_of_queue(ctx, queue_id)):
        nudge(ctx, row)


def _counts(row: ProcessSchedule) -> bool:
    """Does it matter to a trigger how its own jobs end?"""
    return bool(row.consecutive_job_failures_threshold) or row.overlap_policy is OverlapPolicy.QUEUE


def _looks(row: ProcessSchedule) -> bool:
    """Does a queue trigger look at its queue when a job of the process has ended?"""
    at_once = row.queue_evaluation is QueueEvaluation.AT_ONCE
    return row.enabled and row.queue_definition_id is not None and (at_once or bool(row.activate_on_job_complete))
