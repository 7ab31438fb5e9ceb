"""Jobs that were kept for as long as their process says, and what belongs to them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.jobs.models.attachments import Attachment, JobAttachment, SavedState
from podium.domains.jobs.models.jobs import Job, State
from podium.domains.processes.models.retention import ReleaseRetention, RetentionAction
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 200
WAITING_FOR_EVER = (State.PENDING, State.RESUMED, State.SUSPENDED)
DAY = sa.literal_column("interval '1 day'", sa.Interval())


@prepared
def outlived_jobs(ctx: Context) -> sa.Select[Job]:
    """Jobs that ended longer ago than they are to be kept."""
    policy = (
        ctx.everywhere(ReleaseRetention)
        .with_only_columns(sa.literal(1))
        .where(
            ReleaseRetention.id == Job.release_id,
            ReleaseRetention.action == RetentionAction.DELETE,
            Job.end_time < ctx.now - ReleaseRetention.period * DAY,
        )
    )
    jobs = ctx.everywhere(Job).where(Job.end_time.is_not(None), policy.exists())
    return jobs.order_by(Job.end_time).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def stale_jobs(ctx: Context) -> sa.Select[Job]:
    """Jobs that wait since longer than anybody would wait for them."""
    policy = (
        ctx.everywhere(ReleaseRetention)
        .with_only_columns(sa.literal(1))
        .where(
            ReleaseRetention.id == Job.release_id,
            ReleaseRetention.stale_action == RetentionAction.DELETE,
            Job.creation_time < ctx.now - ReleaseRetention.stale_period * DAY,
        )
    )
    waiting = sa.and_(Job.session_id.is_(None), Job.state.in_(WAITING_FOR_EVER))
    jobs = ctx.everywhere(Job).where(waiting, policy.exists())
    return jobs.order_by(Job.id).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def archiving(ctx: Context) -> sa.Select[ReleaseRetention]:
    """The processes that put jobs into a bucket before they forget them."""
    archives = (ReleaseRetention.action, ReleaseRetention.stale_action)
    wanted = sa.or_(*(action == RetentionAction.ARCHIVE for action in archives))
    return ctx.everywhere(ReleaseRetention).where(wanted).order_by(ReleaseRetention.id)


@prepared
def ended_before(ctx: Context, release_id: int, moment: datetime) -> sa.Select[Job]:
    jobs = ctx.everywhere(Job).where(Job.release_id == release_id, Job.end_time < moment)
    return jobs.order_by(Job.end_time, Job.id).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def waiting_since(ctx: Context, release_id: int, moment: datetime) -> sa.Select[Job]:
    """Jobs that were made before a moment and that nobody has in hand."""
    waiting = sa.and_(Job.session_id.is_(None), Job.state.in_(WAITING_FOR_EVER))
    jobs = ctx.everywhere(Job).where(Job.release_id == release_id, waiting, Job.creation_time < moment)
    return jobs.order_by(Job.id).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def states_of(ctx: Context, job_id: int) -> sa.Select[SavedState]:
    return ctx.everywhere(SavedState).where(SavedState.job_id == job_id)


@prepared
def files_of(ctx: Context, tenant: int, job_key: UUID) -> sa.Select[Attachment]:
    """The files that were made for a job, and for no other."""
    return ctx.everywhere(Attachment).where(Attachment.tenant_id == tenant, Attachment.job_key == job_key)


@prepared
def links_of_job(ctx: Context, tenant: int, job_key: UUID) -> sa.Select[JobAttachment]:
    return ctx.everywhere(JobAttachment).where(JobAttachment.tenant_id == tenant, JobAttachment.job_key == job_key)
