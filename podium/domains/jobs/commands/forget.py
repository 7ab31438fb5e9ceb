"""Jobs are forgotten, with all that belongs to them."""

from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.queries.kept import files_of, links_of_job, states_of
from podium.kernel.context import Context


async def forget(ctx: Context, job: Job) -> None:
    """Remove a job, its saved states and its files. Pictures and triggers go with its row."""
    for link in await ctx.all(links_of_job(ctx, job.tenant_id, job.key)):
        ctx.remove(link)
    for state in await ctx.all(states_of(ctx, job.id)):
        ctx.remove(state)
    for file in await ctx.all(files_of(ctx, job.tenant_id, job.key)):
        ctx.remove(file)
    ctx.remove(job)
