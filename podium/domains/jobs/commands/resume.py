"""Jobs go on when what they wait for has come."""

from datetime import timedelta
from uuid import UUID

from podium.domains.jobs import states
from podium.domains.jobs.commands.wake import wake_sessions
from podium.domains.jobs.events import JobEnded
from podium.domains.jobs.models.jobs import Job, State, place
from podium.domains.jobs.models.triggers import JobTrigger, Payload
from podium.domains.jobs.queries.jobs import job_here, job_of
from podium.domains.jobs.queries.waiting import payload_of, triggers_on
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.bind import Raw
from podium.odata.request import Answered, Stream
from podium.odata.wire import Plain


async def resume_job(ctx: Context, job_key: UUID) -> Job:
    """Let a suspended job go on, whatever it waits for."""
    job = await ctx.one(job_here(ctx, job_key), f"Job {job_key}")
    await resume(ctx, job)
    return job


async def resume(ctx: Context, job: Job) -> None:
    """Let a suspended job wait to be handed out again."""
    states.resume(job)
    job.resume_time = job.last_modification_time = ctx.now
    job.resume_version = (job.resume_version or 0) + 1
    if job.alert_pending_seconds:
        job.alert_due = ctx.now + timedelta(seconds=job.alert_pending_seconds)
    if job.resume_on_same_context:
        job.wanted_robot_id, job.wanted_place = job.robot_id, place(job.machine_id)
    else:
        job.robot_id = job.machine_id = job.host_machine_name = None
    await wake_sessions(ctx, [job])


async def fire(ctx: Context, trigger: JobTrigger) -> None:
    """What a trigger waits for has come: its job goes on, if nothing else has let it already."""
    states.fire(trigger)
    job = await ctx.first(job_of(ctx, trigger.job_id))
    if job is not None and job.state is State.SUSPENDED:
        await resume(ctx, job)


async def fire_all(ctx: Context, item_key: UUID) -> None:
    """Fire the triggers that wait for a job, task or queue item."""
    for trigger in await ctx.all(triggers_on(ctx, item_key)):
        await fire(ctx, trigger)


class ExternalTrigger(Plain):
    """Something outside that a job is about to wait for."""

    external_id: UUID
    type: str | None = None


async def announce(ctx: Context, body: ExternalTrigger) -> None:
    """Open an inbox for something outside, before the job that asked for it has begun to wait."""
    if await ctx.first(payload_of(ctx, body.external_id)) is None:
        ctx.record(Payload(inbox_id=body.external_id))


async def deliver(ctx: Context, inbox_id: UUID, raw: Raw) -> Answered:
    """Put a payload into an inbox, once."""
    waiting = await ctx.all(triggers_on(ctx, inbox_id))
    inbox = await ctx.first(payload_of(ctx, inbox_id))
    if inbox is not None and inbox.content is not None:
        return Answered(208, None)
    if not waiting and (inbox is None or inbox.tenant_id != ctx.tenant_id):
        raise NotFound(name=f"Inbox {inbox_id}")
    if inbox is None:
        inbox = Payload(inbox_id=inbox_id, job_id=waiting[0].job_id)
        ctx.record(inbox)
    inbox.content = raw.decode("utf-8", "replace") or "null"
    for trigger in waiting:
        await fire(ctx, trigger)
    return Answered(202, None)


async def payload(ctx: Context, inbox_id: UUID) -> Stream:
    """What was delivered to an inbox. Its id is all that is needed to read it: jobs that wait hold no token."""
    found = await ctx.first(payload_of(ctx, inbox_id))
    if found is None or found.content is None:
        raise NotFound(name=f"The payload of inbox {inbox_id}")
    return Stream(found.content.encode(), "application/json; charset=utf-8")


async def job_ended(ctx: Context, event: JobEnded) -> None:
    """Jobs that wait for this one go on."""
    await fire_all(ctx, event.key)
