"""API triggers, where they are called, and what is to be told to callers."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.jobs.models.jobs import Job
from podium.domains.triggers.models.http import Callback, HttpTrigger, HttpTriggerState, Method
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 20


@prepared
def called(ctx: Context, place: int, slug: str, method: Method) -> sa.Select[HttpTrigger]:
    """The trigger at an address."""
    here = ctx.in_tenant(HttpTrigger).where(HttpTrigger.folder_id == place, HttpTrigger.method == method)
    return here.where(sa.func.lower(HttpTrigger.slug) == sa.func.lower(slug))


@prepared
def http_trigger(ctx: Context, trigger_id: UUID) -> sa.Select[HttpTrigger]:
    return ctx.everywhere(HttpTrigger).where(HttpTrigger.id == trigger_id)


@prepared
def http_triggers_of_release(ctx: Context, release_id: int) -> sa.Select[HttpTrigger]:
    return ctx.in_tenant(HttpTrigger).where(HttpTrigger.release_id == release_id)


@prepared
def http_triggers_of_tenant(ctx: Context) -> sa.Select[HttpTrigger]:
    return ctx.in_tenant(HttpTrigger).order_by(HttpTrigger.name)


@prepared
def http_state(ctx: Context, trigger_id: UUID) -> sa.Select[HttpTriggerState]:
    return ctx.everywhere(HttpTriggerState).where(HttpTriggerState.http_trigger_id == trigger_id)


@prepared
def called_job(ctx: Context, job_key: UUID) -> sa.Select[Job]:
    """A job that was started by a call."""
    return ctx.in_tenant(Job).where(Job.key == job_key, Job.starting_trigger_id.is_not(None))


@prepared
def due_callbacks(ctx: Context) -> sa.Select[Callback]:
    due = ctx.everywhere(Callback).where(Callback.due <= ctx.now)
    return due.order_by(Callback.due).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def callback(ctx: Context, callback_id: UUID) -> sa.Select[Callback]:
    return ctx.everywhere(Callback).where(Callback.id == callback_id)
