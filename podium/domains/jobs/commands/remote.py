"""Looking on while a job runs, which robots here do not offer."""

from typing import NoReturn
from uuid import UUID

from podium.domains.jobs.errors import NoRemoteControl
from podium.domains.jobs.queries.jobs import job_here
from podium.kernel.context import Context


async def start(ctx: Context, job_key: UUID) -> NoReturn:
    """Refuse to show the screen of a job: no robot that is known here can be seen from afar."""
    await ctx.one(job_here(ctx, job_key), f"Job {job_key}")
    raise NoRemoteControl
