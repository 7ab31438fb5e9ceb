"""Jobs are suspended: their robot is free again, their state is kept, and they wait for triggers."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from podium.domains.jobs import states
from podium.domains.jobs.commands.reports import check_holder, check_in_hand, set_error
from podium.domains.jobs.commands.resume import fire
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.events import JobSuspended
from podium.domains.jobs.models.attachments import SavedState
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.protocol import SuspendedJob
from podium.domains.jobs.models.triggers import JobTrigger, ResumeTrigger, TriggerStatus, TriggerType
from podium.domains.jobs.queries.jobs import job_keyed, job_of
from podium.domains.jobs.queries.waiting import payload_of, saved_state, triggers_of
from podium.domains.robots.commands.services import machine_here
from podium.kernel.blobs import keep
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest, NotFound
from podium.kernel.keys import key_of
from podium.odata.bind import Form, Uploads
from podium.odata.request import Stream
from podium.odata.wire import read

KINDS = {kind.value.lower(): kind for kind in TriggerType} | {"api": TriggerType.INBOX}
INBOXES = {TriggerType.INBOX, TriggerType.INTEGRATION}
"""Triggers for which somebody delivers a payload."""
DETAILS = "suspendJobDto"


async def suspend(ctx: Context, form: Form, uploads: Uploads) -> None:
    """Take a job's state and what it waits for. Saying it again does no harm."""
    if DETAILS not in form or not uploads:
        raise BadRequest(why=f"A file and the field {DETAILS} are required.", field=DETAILS)
    told: SuspendedJob = read(SuspendedJob, msgspec.Raw(form[DETAILS].encode()), DETAILS)
    job = await ctx.one(job_keyed(ctx, told.job_id), f"Job {told.job_id}")
    if told.persistence_instance_id is None:
        raise BadRequest(why="The persistenceInstanceId field is required.", field="persistenceInstanceId")
    known = await ctx.first(saved_state(ctx, told.persistence_instance_id, told.resume_version))
    if known is not None and known.version == told.resume_version and known.job_id == job.id:
        return
    check_holder(ctx, job, await machine_here(ctx), told.fence)
    blob = await keep(ctx, uploads[0].path)
    kept = SavedState(persistence_id=told.persistence_instance_id, version=told.resume_version, job_id=job.id)
    kept.blob, kept.size = blob.hash, blob.size
    ctx.record(kept)
    await _wait(ctx, job, told)


async def state_of(ctx: Context, persistence_id: UUID, resume_version: int = 0) -> Stream:
    """The state from which a resumed job goes on, for the robot that has it in hand."""
    machine = await machine_here(ctx)
    found = await ctx.one(saved_state(ctx, persistence_id, resume_version), f"Saved state {persistence_id}")
    check_in_hand(ctx, await ctx.one(job_of(ctx, found.job_id), f"Job {found.job_id}"), machine)
    if not await ctx.away(ctx.blobs.there(found.blob, found.size)):
        raise NotFound(name=f"Saved state {persistence_id}")
    return Stream(ctx.blobs.read(found.blob), headers={"content-length": str(found.size)})


async def _wait(ctx: Context, job: Job, told: SuspendedJob) -> None:
    states.suspend(job)
    if job.session_id is not None:
        ctx.wake(sleeper(job.session_id))
    job.session_id = job.lease_until = job.due = job.alert_due = None
    job.persistence_id, job.resume_version = told.persistence_instance_id, told.resume_version
    job.sub_state, job.info, job.last_modification_time = told.sub_state, told.job_info, ctx.now
    if told.error is not None:
        set_error(job, told.error)
    ctx.emit(JobSuspended(folder_id=job.folder_id, job_id=job.id, release_id=job.release_id))
    await _set_triggers(ctx, job, [read(ResumeTrigger, raw, "resumeTriggers") for raw in told.resume_triggers])


async def _set_triggers(ctx: Context, job: Job, wanted: Iterable[ResumeTrigger]) -> None:
    """Wait for these and no others; what has come for one of them already lets the job go on at once."""
    for old in await ctx.all(triggers_of(ctx, job.id)):
        ctx.remove(old)
    new = [_trigger(job, one) for one in wanted]
    await ctx.add_all(new)
    for trigger in new:
        if await _is_answered(ctx, trigger):
            await fire(ctx, trigger)


async def _is_answered(ctx: Context, trigger: JobTrigger) -> bool:
    """Has it come before the job began to wait for it?"""
    if trigger.item_key is None:
        return False
    if trigger.trigger_type in INBOXES:
        inbox = await ctx.first(payload_of(ctx, trigger.item_key))
        if inbox is not None and inbox.job_id is None and inbox.tenant_id == trigger.tenant_id:
            inbox.job_id = trigger.job_id
        return inbox is not None and inbox.content is not None
    if trigger.trigger_type is TriggerType.JOB:
        child = await ctx.first(job_keyed(ctx, trigger.item_key))
        return child is not None and child.end_time is not None
    return False


def _trigger(job: Job, told: ResumeTrigger) -> JobTrigger:
    kind = KINDS.get(str(told.trigger_type).lower())
    if kind is None:
        number = str(told.trigger_type)
        kind = list(TriggerType)[int(number)] if number.isdigit() and int(number) < 6 else TriggerType.INTEGRATION
    inbox = told.api_resume.inbox_id if told.api_resume else None
    return JobTrigger(
        folder_id=job.folder_id,
        tenant_id=job.tenant_id,
        job_id=job.id,
        trigger_type=kind,
        status=TriggerStatus.NEW,
        item_key=inbox or key_of(told.item_key),
        item_id=told.item_id,
        timer=told.resume_time or told.timer,
        trigger_message=told.trigger_message or (told.api_resume.request if told.api_resume else None),
        trigger_configuration=None if key_of(told.item_key) else told.item_key,
        interrupt_id=told.interrupt_id,
    )
