"""Time and queue triggers, their states and what has happened to them."""

from datetime import datetime

import sqlalchemy as sa

from podium.domains.jobs.models.jobs import FINAL, Job, State
from podium.domains.triggers.models.history import TriggerEvent
from podium.domains.triggers.models.schedules import Nudge, ProcessSchedule, TriggerState
from podium.kernel.context import Context
from podium.kernel.entity import index
from podium.kernel.statements import prepared

BATCH = 100
"""Triggers that are looked at in one unit of work."""
MANY = 500
LIVE = (ProcessSchedule.enabled, ProcessSchedule.queue_definition_id.is_not(None))
UNFINISHED = Job.state.not_in(sorted({*FINAL}))
AT_WORK = Job.state.not_in(sorted({*FINAL, State.SUSPENDED}))

index("jobs_schedule", Job.starting_schedule_id, Job.id, where=Job.starting_schedule_id.is_not(None))


@prepared
def due_states(ctx: Context) -> sa.Select[TriggerState]:
    """The states of triggers that are to be looked at now, the latest first."""
    due = ctx.everywhere(TriggerState).where(TriggerState.due.is_not(None), TriggerState.due <= ctx.now)
    return due.order_by(TriggerState.due).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def next_due(ctx: Context) -> sa.Select[TriggerState]:
    waiting = ctx.everywhere(TriggerState).where(TriggerState.due.is_not(None))
    return waiting.order_by(TriggerState.due).limit(1)


@prepared
def nudges(ctx: Context) -> sa.Select[Nudge]:
    return ctx.everywhere(Nudge).order_by(Nudge.id).limit(MANY).with_for_update(skip_locked=True)


@prepared
def state_of(ctx: Context, schedule_id: int) -> sa.Select[TriggerState]:
    return ctx.everywhere(TriggerState).where(TriggerState.schedule_id == schedule_id)


@prepared
def triggers_of_queue(ctx: Context, queue_id: int) -> sa.Select[ProcessSchedule]:
    """The queue triggers of a queue that are switched on, of all folders that see it."""
    return ctx.in_tenant(ProcessSchedule).where(*LIVE, ProcessSchedule.queue_definition_id == queue_id)


@prepared
def queue_triggers(ctx: Context) -> sa.Select[ProcessSchedule]:
    """Those of every queue of the tenant, the latest first."""
    rows = ctx.in_tenant(ProcessSchedule).where(ProcessSchedule.queue_definition_id.is_not(None))
    return rows.order_by(ProcessSchedule.id.desc())


@prepared
def triggers_of_release(ctx: Context, release_id: int) -> sa.Select[ProcessSchedule]:
    return ctx.in_tenant(ProcessSchedule).where(ProcessSchedule.release_id == release_id)


@prepared
def triggers_of_tenant(ctx: Context) -> sa.Select[ProcessSchedule]:
    return ctx.in_tenant(ProcessSchedule).order_by(ProcessSchedule.id)


@prepared
def jobs_of_trigger(ctx: Context, schedule_id: int) -> sa.Select[Job]:
    """The jobs of a trigger that have not ended."""
    return ctx.in_tenant(Job).where(Job.starting_schedule_id == schedule_id, UNFINISHED).order_by(Job.id)


@prepared
def jobs_at_work(ctx: Context, release_id: int, schedule_id: int | None) -> sa.Select[Job]:
    """The jobs of a process, or of one trigger of it, that are pending or running."""
    jobs = ctx.in_tenant(Job).where(Job.release_id == release_id, AT_WORK)
    return jobs if schedule_id is None else jobs.where(Job.starting_schedule_id == schedule_id)


@prepared
def old_events(ctx: Context, before: datetime) -> sa.Select[TriggerEvent]:
    old = ctx.everywhere(TriggerEvent).where(TriggerEvent.creation_time < before)
    return old.order_by(TriggerEvent.creation_time).limit(MANY)
