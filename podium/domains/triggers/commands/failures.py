"""Triggers that keep failing are switched off."""

from datetime import datetime, timedelta

from podium.domains.jobs.models.jobs import State
from podium.domains.settings import asking
from podium.domains.triggers.commands.history import keep, told
from podium.domains.triggers.events import ScheduleFailed
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.launching import Failing, Launching
from podium.domains.triggers.models.schedules import ProcessSchedule, TriggerState
from podium.kernel.context import Context
from podium.kernel.errors import ApiError

MOST_FAILURES, LONGEST_FAILING = "Triggers.DisableWhenFailedCount", "Triggers.DisableWhenFailingSinceDays"


async def failed(
    ctx: Context, row: ProcessSchedule, state: TriggerState, problem: ApiError, occurrence: datetime | None
) -> None:
    """No jobs could be started. After so many times in a row, over so many days, the trigger is switched off."""
    keep(ctx, row, Decision.FAILED, Cause.ERROR, occurrence, **told(problem))
    code, reason = problem.code, problem.message("en")
    ctx.emit(ScheduleFailed(folder_id=row.folder_id, schedule_id=row.id, code=code, reason=reason))
    state.launch_failures += 1
    state.failing_since = state.failing_since or ctx.now
    most, days = await asking.number(ctx, MOST_FAILURES), await asking.number(ctx, LONGEST_FAILING)
    if most and state.launch_failures >= most and ctx.now - state.failing_since >= timedelta(days=days):
        disable(ctx, row, state, Cause.LAUNCH_FAILURES)


def job_ended(ctx: Context, row: Launching, state: Failing, job_state: str) -> None:
    """A job of the trigger has ended: too many failures in a row switch it off, once its days of grace are over."""
    if job_state == State.SUCCESSFUL:
        state.job_failures, state.jobs_failing_since = 0, None
    elif job_state == State.FAULTED:
        state.job_failures += 1
        state.jobs_failing_since = state.jobs_failing_since or ctx.now
        most = row.consecutive_job_failures_threshold
        grace = timedelta(hours=row.job_failures_grace_period_in_hours or 0)
        if row.enabled and most and state.job_failures >= most and ctx.now - state.jobs_failing_since >= grace:
            disable(ctx, row, state, Cause.JOB_FAILURES)


def disable(ctx: Context, row: Launching, state: Failing, cause: Cause) -> None:
    """Switch a trigger off, and say why."""
    row.enabled = False
    if isinstance(state, TriggerState):
        state.due = state.next_occurrence = state.postponed = None
    keep(ctx, row, Decision.DISABLED, cause)


def forgive(state: Failing) -> None:
    """Count failures anew."""
    state.job_failures, state.jobs_failing_since = 0, None
    if isinstance(state, TriggerState):
        state.launch_failures, state.failing_since, state.last_cause = 0, None, None
