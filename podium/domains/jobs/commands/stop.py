"""Jobs are stopped, restarted and resumed by users."""

from datetime import timedelta

from podium.domains.jobs import states
from podium.domains.jobs.commands.finish import ended
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.errors import JobTypeCannotBeStopped
from podium.domains.jobs.events import JobOverdue
from podium.domains.jobs.models.jobs import FINAL, WAITING, Job, JobType, State, StopStrategy
from podium.domains.settings import asking
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest, ParameterMissing

NUMBERS = {"1": StopStrategy.SOFT_STOP, "2": StopStrategy.KILL}
LONGEST_KILLING = "Jobs.TerminatingJobsTimeout"
NOT_KILLED = "The robot did not kill the job in time."
BY_USER = "Stopped by {name} with strategy {strategy}"


def strategy_of(text: str | None) -> StopStrategy:
    """SoftStop or Kill, in any case, or their numbers 1 and 2."""
    if not text:
        raise ParameterMissing(name="strategy")
    for strategy in StopStrategy:
        if text.lower() == strategy.lower():
            return strategy
    if text not in NUMBERS:
        raise BadRequest(why=f"strategy: '{text}' is none of SoftStop, Kill.", field="strategy")
    return NUMBERS[text]


async def stop_job(ctx: Context, job: Job, strategy: str | None = None) -> None:
    """Stop one job: SoftStop asks it to end, Kill ends it."""
    await stop(ctx, job, strategy_of(strategy))


async def stop_jobs(ctx: Context, job_ids: list[int] | None = None, strategy: str | None = None) -> None:
    """Stop several jobs, or none of them if one cannot be stopped."""
    if not job_ids:
        raise ParameterMissing(name="jobIds")
    wanted = strategy_of(strategy)
    for job_id in dict.fromkeys(job_ids):
        await stop(ctx, await ctx.get(Job, job_id), wanted)


async def stop(ctx: Context, job: Job, strategy: StopStrategy) -> None:
    """Stop a job: at once while nobody has it in hand, else by telling its robot."""
    if job.type is JobType.ATTENDED:
        raise JobTypeCannotBeStopped(name=job.type)
    if job.is_waiting or job.state is State.SUSPENDED:
        states.cancel(job)
        job.fence += 1
        job.info = BY_USER.format(name=ctx.caller.name, strategy=strategy)
        return ended(ctx, job)
    await order(ctx, job, strategy)
    job.info = BY_USER.format(name=ctx.caller.name, strategy=strategy)
    return None


async def order(ctx: Context, job: Job, strategy: StopStrategy) -> None:
    """Let a job's robot stop or kill it; what follows if it does not is settled now."""
    if strategy is StopStrategy.KILL:
        states.kill(job)
        job.due = ctx.now + await asking.minutes(ctx, LONGEST_KILLING)
    else:
        states.stop(job)
        job.due = ctx.now + timedelta(seconds=job.kill_after_seconds) if job.kill_after_seconds else None
    job.stop_strategy, job.last_modification_time = strategy, ctx.now
    if job.session_id is not None:
        ctx.wake(sleeper(job.session_id))


async def overdue(ctx: Context, job: Job) -> None:
    """The next step with a job that should have ended: stopped, killed, given up."""
    if job.state is State.RUNNING:
        await order(ctx, job, job.stop_strategy or StopStrategy.SOFT_STOP)
        job.info = f"Stopped after {job.stop_after_seconds or job.kill_after_seconds} seconds"
    elif job.state is State.STOPPING:
        await order(ctx, job, StopStrategy.KILL)
    elif job.state is State.TERMINATING:
        states.fail(job)
        job.fence += 1
        job.info = NOT_KILLED
        ended(ctx, job)
    else:
        job.due = None


def late(ctx: Context, job: Job) -> None:
    """Tell that a job waits, or runs, for longer than was expected."""
    seconds = job.alert_pending_seconds if job.state in WAITING else job.alert_running_seconds
    job.alert_due = None
    if seconds and job.state not in FINAL:
        ctx.emit(JobOverdue(folder_id=job.folder_id, job_id=job.id, state=job.state, seconds=seconds))


def start_timers(ctx: Context, job: Job) -> None:
    """From the moment a job runs the time counts after which it is stopped, or killed at once."""
    job.alert_due = ctx.now + timedelta(seconds=job.alert_running_seconds) if job.alert_running_seconds else None
    if job.stop_after_seconds:
        job.due = ctx.now + timedelta(seconds=job.stop_after_seconds)
    elif job.kill_after_seconds:
        job.due, job.stop_strategy = ctx.now + timedelta(seconds=job.kill_after_seconds), StopStrategy.KILL
