"""Triggers, payloads, saved states and attachments."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.jobs.models.attachments import Attachment, JobAttachment, SavedState
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.media import ExecutionMedia
from podium.domains.jobs.models.triggers import OPEN, JobTrigger, Payload, TriggerType
from podium.domains.queues.models import QueueItem, Status
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 500


@prepared
def triggers_of(ctx: Context, job_id: int) -> sa.Select[JobTrigger]:
    return ctx.in_tenant(JobTrigger).where(JobTrigger.job_id == job_id).order_by(JobTrigger.id)


@prepared
def triggers_on(ctx: Context, item_key: UUID) -> sa.Select[JobTrigger]:
    """The triggers that wait for an inbox, job, task or item."""
    return ctx.in_tenant(JobTrigger).where(OPEN, JobTrigger.item_key == item_key).order_by(JobTrigger.id)


@prepared
def due_timers(ctx: Context) -> sa.Select[JobTrigger]:
    due = ctx.everywhere(JobTrigger).where(OPEN, JobTrigger.timer <= ctx.now)
    timers = due.where(JobTrigger.trigger_type == TriggerType.TIMER)
    return timers.order_by(JobTrigger.timer).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def ended_items(ctx: Context) -> sa.Select[JobTrigger]:
    """Triggers on queue items that have come to their end."""
    ended = QueueItem.status.in_([Status.SUCCESSFUL, Status.FAILED, Status.ABANDONED, Status.DELETED])
    same = sa.or_(QueueItem.id == JobTrigger.item_id, QueueItem.key == JobTrigger.item_key)
    items = ctx.everywhere(QueueItem).with_only_columns(sa.literal(1))
    there = items.where(QueueItem.tenant_id == JobTrigger.tenant_id, ended, same)
    waiting = ctx.everywhere(JobTrigger).where(OPEN, JobTrigger.trigger_type == TriggerType.QUEUE_ITEM, there.exists())
    return waiting.order_by(JobTrigger.id).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def payload_of(ctx: Context, inbox_id: UUID) -> sa.Select[Payload]:
    return ctx.everywhere(Payload).where(Payload.inbox_id == inbox_id)


@prepared
def unclaimed_inboxes(ctx: Context, before: datetime) -> sa.Select[Payload]:
    """Inboxes that were announced before a moment, and that no job has waited for."""
    return ctx.everywhere(Payload).where(Payload.job_id.is_(None), Payload.creation_time < before).limit(BATCH)


@prepared
def saved_state(ctx: Context, persistence_id: UUID, version: int) -> sa.Select[SavedState]:
    """The newest state that is not above a version."""
    states = ctx.in_tenant(SavedState).where(SavedState.persistence_id == persistence_id, SavedState.version <= version)
    return states.order_by(SavedState.version.desc()).limit(1)


@prepared
def attachment(ctx: Context, key: UUID) -> sa.Select[Attachment]:
    return ctx.in_tenant(Attachment).where(Attachment.id == key)


@prepared
def links_of(ctx: Context, job_key: UUID) -> sa.Select[JobAttachment]:
    return ctx.in_tenant(JobAttachment).where(JobAttachment.job_key == job_key).order_by(JobAttachment.creation_time)


@prepared
def attachments_of(ctx: Context, job_key: UUID) -> sa.Select[Attachment]:
    linked = ctx.in_tenant(JobAttachment).with_only_columns(JobAttachment.attachment_id)
    return ctx.in_tenant(Attachment).where(Attachment.id.in_(linked.where(JobAttachment.job_key == job_key)))


@prepared
def media_of(ctx: Context, job_id: int) -> sa.Select[ExecutionMedia]:
    return ctx.select(ExecutionMedia).where(ExecutionMedia.job_id == job_id).order_by(ExecutionMedia.id)


@prepared
def triggers_of_job(ctx: Context, job_key: UUID) -> sa.Select[JobTrigger]:
    jobs = ctx.in_tenant(Job).with_only_columns(Job.id).where(Job.key == job_key)
    return ctx.select(JobTrigger).where(JobTrigger.job_id.in_(jobs))


@prepared
def all_triggers(ctx: Context) -> sa.Select[JobTrigger]:
    return ctx.select(JobTrigger)
