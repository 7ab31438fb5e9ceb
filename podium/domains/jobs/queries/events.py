"""What jobs wait for, with what is known of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.triggers import JobTrigger, TriggerStatus, TriggerType
from podium.domains.jobs.queries.jobs import job_keyed
from podium.domains.jobs.queries.waiting import triggers_of
from podium.kernel.context import Context
from podium.odata.wire import Complex


class WaitEvent(Complex):
    """A trigger, and the thing it waits for."""

    id: int
    job_id: int
    trigger_type: TriggerType
    status: TriggerStatus
    item_id: int | None
    item_key: UUID | None
    timer: datetime | None
    trigger_message: str | None
    creation_time: datetime
    item_name: str | None = None
    modified_time: datetime | None = None
    assigned_to_user_id: int | None = None
    name: str | None = None
    surname: str | None = None
    user_name: str | None = None
    email_address: str | None = None


async def wait_events(ctx: Context, job_id: int) -> list[WaitEvent]:
    """The triggers of a job."""
    job = await ctx.get(Job, job_id)
    return [await _event(ctx, trigger) for trigger in await ctx.all(triggers_of(ctx, job.id))]


async def _event(ctx: Context, trigger: JobTrigger) -> WaitEvent:
    names = ("id", "job_id", "trigger_type", "status", "item_id", "item_key", "timer", "trigger_message")
    told = {name: getattr(trigger, name) for name in names} | await _item(ctx, trigger)
    return WaitEvent(creation_time=trigger.creation_time, **told)


async def _item(ctx: Context, trigger: JobTrigger) -> dict[str, Any]:
    """What is known of the job that a trigger waits for."""
    if trigger.trigger_type is not TriggerType.JOB or trigger.item_key is None:
        return {}
    job = await ctx.first(job_keyed(ctx, trigger.item_key))
    return {"item_name": job.release_name, "item_id": job.id, "modified_time": job.end_time} if job else {}
