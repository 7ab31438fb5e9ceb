"""Jobs are stopped, restarted and resumed by users."""

from podium.domains.jobs import states
from podium.domains.jobs.commands.finish import ended
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.errors import JobTypeCannotBeStopped
from podium.domains.jobs.models.jobs import Job, JobType, State, StopStrategy
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest

NUMBERS = {"1": StopStrategy.SOFT_STOP, "2": StopStrategy.KILL}
BY_USER = "Stopped by {name} with strategy {strategy}"


def strategy_of(text: str) -> StopStrategy:
    """SoftStop or Kill, in any case, or their numbers 1 and 2."""
    for strategy in StopStrategy:
        if text.lower() == strategy.lower():
            return strategy
    if text not in NUMBERS:
        raise BadRequest(why=f"strategy: '{text}' is none of SoftStop, Kill.", field="strategy")
    return NUMBERS[text]


async def stop_job(ctx: Context, job: Job, strategy: str) -> None:
    """Stop one job: SoftStop asks it to end, Kill ends it."""
    stop(ctx, job, strategy_of(strategy))


async def stop_jobs(ctx: Context, job_ids: list[int], strategy: str) -> None:
    """Stop several jobs, or none of them if one cannot be stopped."""
    wanted = strategy_of(strategy)
    for job_id in dict.fromkeys(job_ids):
        stop(ctx, await ctx.get(Job, job_id), wanted)


def stop(ctx: Context, job: Job, strategy: StopStrategy) -> None:
    """Stop a job: at once while nobody has it in hand, else by telling its robot."""
    if job.type is JobType.ATTENDED:
        raise JobTypeCannotBeStopped(name=job.type)
    if job.is_waiting or job.state is State.SUSPENDED:
        states.cancel(job)
        job.fence += 1
        job.info = BY_USER.format(name=ctx.caller.name, strategy=strategy)
        return ended(ctx, job)
    (states.kill if strategy is StopStrategy.KILL else states.stop)(job)
    job.stop_strategy, job.last_modification_time = strategy, ctx.now
    job.info = BY_USER.format(name=ctx.caller.name, strategy=strategy)
    if job.session_id is not None:
        ctx.wake(sleeper(job.session_id))
    return None
