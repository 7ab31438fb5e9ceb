"""Callers ask what came of their calls."""

from uuid import UUID

from podium.domains.jobs.models.jobs import FINAL, Job, State
from podium.domains.triggers.errors import JobFailed
from podium.domains.triggers.models.http import Invocation
from podium.domains.triggers.queries.http import called_job
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.bind import Base
from podium.odata.request import Answered, Later, Stream

WAIT = 100.0
"""Seconds for which a caller is kept waiting before it is told to ask again."""
NEEDED = "Jobs.View"


def address(base: str, key: UUID, what: str) -> str:
    return f"{base}/t/jobs/{key}/{what}"


def sleeper(key: UUID) -> str:
    """The name under which a caller waits for a job."""
    return f"job {key}"


async def status(ctx: Context, job_key: UUID, base: Base) -> Answered:
    """How a job is getting on; when it has ended, where its output is."""
    job = await _job(ctx, job_key)
    if job.state in FINAL:
        return Answered(303, None, {"location": address(base, job.key, "output")})
    return Answered(200, Invocation(job_key=job.key, state=job.state, info=job.info))


async def output(ctx: Context, job_key: UUID, base: Base) -> Answered | Stream:
    """The output of a job, or why there is none."""
    job = await _job(ctx, job_key)
    if job.state not in FINAL:
        return Answered(303, None, {"location": address(base, job.key, "status")})
    return _told(job)


async def wait(ctx: Context, job_key: UUID, base: Base) -> Stream | Later:
    """The output of a job, as soon as it has ended."""
    job = await _job(ctx, job_key)
    if job.state not in FINAL:
        onward = Answered(303, None, {"location": address(base, job.key, "wait")})
        return Later(sleeper(job.key), WAIT, onward)
    return _told(job)


async def outcome(ctx: Context, job_key: UUID) -> Stream | Later:
    """The same, for a caller that has not been told the key."""
    job = await ctx.one(called_job(ctx, job_key), f"Job {job_key}")
    return _told(job) if job.state in FINAL else Later(sleeper(job.key), WAIT)


async def _job(ctx: Context, job_key: UUID) -> Job:
    job = await ctx.one(called_job(ctx, job_key), f"Job {job_key}")
    if NEEDED not in ctx.caller.permissions(job.folder_id):
        raise NotFound(name=f"Job {job_key}")
    return job


def _told(job: Job) -> Stream:
    if job.state is not State.SUCCESSFUL:
        raise JobFailed(
            why=job.info or f"The job is {job.state}.", details={"jobKey": str(job.key), "state": job.state}
        )
    return Stream((job.output_arguments or "{}").encode(), "application/json; charset=utf-8")
