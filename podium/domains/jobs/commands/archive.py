"""Jobs that are to be forgotten are written down in a bucket first, where their process says so."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec

from podium.domains.buckets.commands.archiving import archive
from podium.domains.jobs.commands.forget import forget
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.queries.kept import archiving, ended_before, waiting_since
from podium.domains.processes.models.retention import ReleaseRetention, RetentionAction
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.odata.wire import show

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/jsonl"


async def archive_old_jobs(ctx: Context) -> int:
    """Write down a batch of one process, and forget it. What its bucket does not take stays for the next time."""
    for policy in await ctx.all(archiving(ctx)):
        there = ctx.within(policy.tenant_id)
        for bucket_id, jobs in await _due(there, policy):
            try:
                await _archive(there, bucket_id, jobs)
            except ApiError as problem:
                log.warning("jobs are not archived", extra={"release": policy.id, "problem": str(problem)})
            else:
                return len(jobs)
    return 0


async def _due(ctx: Context, policy: ReleaseRetention) -> list[tuple[int, list[Job]]]:
    """Jobs whose time is over, and the bucket that they go to: those that have ended, and those that never will."""
    found = []
    if policy.action is RetentionAction.ARCHIVE and policy.bucket_id is not None:
        before = ctx.now - timedelta(days=policy.period)
        found.append((policy.bucket_id, await ctx.all(ended_before(ctx, policy.id, before))))
    if policy.stale_action is RetentionAction.ARCHIVE and policy.stale_bucket_id is not None:
        before = ctx.now - timedelta(days=policy.stale_period)
        found.append((policy.stale_bucket_id, await ctx.all(waiting_since(ctx, policy.id, before))))
    return [(bucket_id, jobs) for bucket_id, jobs in found if jobs]


async def _archive(ctx: Context, bucket_id: int, jobs: Sequence[Job]) -> None:
    first, last = jobs[0], jobs[-1]
    path = f"/Jobs/{first.release_id}/{ctx.now:%Y-%m-%d}-{first.id}-{last.id}.jsonl"
    await archive(ctx, bucket_id, path, MEDIA_TYPE, partial(_write, [show(job) for job in jobs]))
    for job in jobs:
        await forget(ctx, job)


def _write(jobs: Sequence[dict[str, object]], file: Path) -> None:
    """One job a line, as the API shows it."""
    file.write_bytes(b"".join(msgspec.json.encode(job) + b"\n" for job in jobs))
