"""Queue triggers start jobs for the items of a queue."""

from datetime import timedelta

from podium.domains.settings import asking
from podium.domains.triggers.commands.firing import launch
from podium.domains.triggers.commands.history import keep
from podium.domains.triggers.commands.timing import calendars_of, plan_queue, rest_end
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.schedules import JobsCountStrategy, ProcessSchedule, TriggerState
from podium.domains.triggers.queries.items import eligible_items
from podium.domains.triggers.queries.schedules import jobs_at_work
from podium.kernel.context import Context

COUNTING = "Triggers.JobsCountStrategy"
STRATEGIES = {"PERPROCESS": JobsCountStrategy.PER_PROCESS, "PERTRIGGER": JobsCountStrategy.PER_TRIGGER}
RETRY = timedelta(minutes=1)
"""After which a queue is looked at again for which no jobs could be started."""


async def evaluate(
    ctx: Context, row: ProcessSchedule, state: TriggerState, cause: Cause = Cause.QUEUE_ITEMS
) -> int | None:
    """Start as many jobs as the items ask for; how many, or None where as many as allowed are at work already."""
    if rest_end(ctx.now, await calendars_of(ctx, row)):
        _skip(ctx, row, state, Cause.NON_WORKING_DAY)
        await plan_queue(ctx, row, state)
        return 0
    asked, most, existing = await _asked(ctx, row), row.max_jobs_for_activation or 1, await _at_work(ctx, row)
    count = min(asked, most) - existing
    full = asked > existing >= most
    if count > 0:
        await launch(ctx, row, state, None, cause, count)
    elif full:
        _skip(ctx, row, state, Cause.MAXIMUM_REACHED)
    if row.enabled:
        await plan_queue(ctx, row, state)
        if state.failing_since is not None:
            state.due = min(state.due or ctx.now + RETRY, ctx.now + RETRY)
    return None if full else max(count, 0)


async def _asked(ctx: Context, row: ProcessSchedule) -> int:
    """How many jobs the items ask for: one when there are ``threshold`` of them, another for each ``target`` more."""
    threshold, target = row.items_activation_threshold or 1, row.items_per_job_activation_target or 1
    enough = threshold + (row.max_jobs_for_activation or 1) * target
    new = await ctx.count(eligible_items(ctx, row.queue_definition_id or 0, enough).select())
    return (new - threshold) // target + 1 if new >= threshold else 0


async def _at_work(ctx: Context, row: ProcessSchedule) -> int:
    strategy = row.jobs_count_strategy or STRATEGIES[await asking.text(ctx, COUNTING)]
    own = row.id if strategy is JobsCountStrategy.PER_TRIGGER else None
    return await ctx.count(jobs_at_work(ctx, row.release_id or 0, own).select())


def _skip(ctx: Context, row: ProcessSchedule, state: TriggerState, cause: Cause) -> None:
    """Keep that nothing is done, once for as long as the cause lasts."""
    if state.last_cause != cause:
        state.last_cause = cause
        keep(ctx, row, Decision.SKIPPED, cause)
