"""What jobs had taken from queues when they ended."""

from podium.domains.jobs.events import JobEnded
from podium.domains.queues.commands.leases import abandon_items_of_job
from podium.kernel.context import Context


async def job_ended(ctx: Context, event: JobEnded) -> None:
    """Items that the job had in progress are abandoned, where their queue wants that."""
    await abandon_items_of_job(ctx, event.key)
