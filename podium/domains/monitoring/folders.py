"""What a folder holds: what would have to go, and what to stop, before it can be deleted."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.domains.assets.models import Asset
from podium.domains.buckets.models import Bucket
from podium.domains.folders.access import seen
from podium.domains.jobs.models.jobs import FINAL, Job, State
from podium.domains.processes.models.releases import Release
from podium.domains.queues.models import QueueDefinition
from podium.domains.triggers.models.http import HttpTrigger
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.context import Context
from podium.kernel.links import seen_in
from podium.odata.wire import Complex

KINDS: Mapping[str, Any] = {
    "Processes": Release,
    "Assets": Asset,
    "Queues": QueueDefinition,
    "Buckets": Bucket,
    "Triggers": ProcessSchedule,
    "ApiTriggers": HttpTrigger,
}
MOST_JOBS = 1000


class DeletableEntities(Complex):
    """How many things of a kind a folder holds."""

    type: str
    count: int


class StoppableJob(Complex):
    id: int
    key: UUID
    release_name: str
    state: State


class EntitiesSummary(Complex):
    id: int
    deletable_entities: list[DeletableEntities]
    stoppable_jobs: list[StoppableJob]


async def entities_summary(ctx: Context, folder_id: int, include_shared: bool = False) -> EntitiesSummary:
    """What a folder holds, with what is shared with it where that is wished, and its jobs that go on."""
    await seen(ctx, folder_id)
    counts = [
        DeletableEntities(type=n, count=await _count(ctx, k, folder_id, include_shared)) for n, k in KINDS.items()
    ]
    going_on = sa.and_(*(Job.state != state for state in FINAL))
    rows = ctx.in_tenant(Job).where(Job.folder_id == folder_id, going_on).order_by(Job.id).limit(MOST_JOBS)
    jobs = [_stoppable(job) for job in await ctx.all(rows)]
    return EntitiesSummary(id=folder_id, deletable_entities=[one for one in counts if one.count], stoppable_jobs=jobs)


async def _count(ctx: Context, kind: Any, folder_id: int, include_shared: bool) -> int:
    here = seen_in(kind, folder_id) if include_shared else kind.table.c.folder_id == folder_id
    return await ctx.count(ctx.in_tenant(kind).where(here))


def _stoppable(job: Job) -> StoppableJob:
    return StoppableJob(id=job.id, key=job.key, release_name=job.release_name, state=job.state)
