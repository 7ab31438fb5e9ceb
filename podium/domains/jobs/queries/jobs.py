"""Jobs by key, session, release and lease."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.jobs.models.jobs import HELD, WAITING, Job, State
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 500


@prepared
def job_keyed(ctx: Context, key: UUID) -> sa.Select[Job]:
    return ctx.in_tenant(Job).where(Job.key == key)


@prepared
def job_of(ctx: Context, job_id: int) -> sa.Select[Job]:
    return ctx.everywhere(Job).where(Job.id == job_id)


@prepared
def job_here(ctx: Context, key: UUID) -> sa.Select[Job]:
    return ctx.select(Job).where(Job.key == key)


@prepared
def jobs_held(ctx: Context, session_id: int) -> sa.Select[Job]:
    """What a session has in hand, in the order in which it was handed out."""
    return ctx.in_tenant(Job).where(HELD, Job.session_id == session_id).order_by(Job.id)


@prepared
def running_jobs(ctx: Context, tenant: int | None) -> sa.Select[Job]:
    """What robots have in hand, in a tenant or everywhere."""
    held = ctx.everywhere(Job).where(HELD, Job.session_id.is_not(None))
    return held.where(Job.tenant_id == tenant) if tenant is not None else held


@prepared
def waiting_jobs(
    ctx: Context,
    folders: tuple[int, ...],
    offers: tuple[str, ...],
    robots: tuple[int, ...],
    names: tuple[str, ...],
) -> sa.Select[Job]:
    """Jobs that a session may be handed, by what it offers, its robots and the names under which it may be wanted:
    the most urgent first, then the oldest.
    """
    jobs = ctx.in_tenant(Job).where(
        Job.state.in_(sorted(WAITING)),
        Job.session_id.is_(None),
        Job.folder_id == sa.any_(folders),  # type: ignore[arg-type]
        Job.needs == sa.any_(offers),  # type: ignore[arg-type]
        sa.or_(Job.wanted_robot_id.is_(None), Job.wanted_robot_id == sa.any_(robots)),  # type: ignore[arg-type]
        Job.wanted_place == sa.any_(names),  # type: ignore[arg-type]
    )
    return jobs.order_by(Job.specific_priority_value.desc(), Job.id).with_for_update(skip_locked=True)


@prepared
def waiting_somewhere(ctx: Context, folders: tuple[int, ...]) -> sa.Select[Job]:
    """A job that waits in one of the folders, and one that does so for a machine or host of its own, if there are any:
    services ask for them together, and without a lock.
    """
    waiting = sa.and_(Job.state.in_(sorted(WAITING)), Job.session_id.is_(None))
    here = ctx.in_tenant(Job).with_only_columns(Job.id).where(waiting, Job.folder_id == sa.any_(folders))  # type: ignore[arg-type]
    some = here.limit(1).scalar_subquery()
    pinned = here.where(Job.wanted_place != "").limit(1).scalar_subquery()
    return ctx.in_tenant(Job).where(Job.id.in_([some, pinned]))


@prepared
def late_jobs(ctx: Context) -> sa.Select[Job]:
    """Jobs that wait or run for longer than was expected."""
    late = ctx.everywhere(Job).where(Job.alert_due <= ctx.now).order_by(Job.alert_due)
    return late.limit(BATCH).with_for_update(skip_locked=True)


@prepared
def held_elsewhere(ctx: Context, robot_id: int, session_id: int) -> sa.Select[Job]:
    """What a robot has in hand in other sessions than one."""
    held = ctx.in_tenant(Job).where(HELD, Job.session_id.is_not(None), Job.robot_id == robot_id)
    return held.where(Job.session_id != session_id).limit(1)


@prepared
def pending_of(ctx: Context, release_id: int, robots: tuple[int, ...]) -> sa.Select[Job]:
    """Jobs of a process that wait for some robots."""
    pending = ctx.select(Job).where(Job.release_id == release_id, Job.state == State.PENDING)
    return pending.where(Job.wanted_robot_id == sa.any_(robots))  # type: ignore[arg-type]


@prepared
def due_jobs(ctx: Context) -> sa.Select[Job]:
    """Jobs whose time to be stopped, killed or given up has come."""
    return (
        ctx.everywhere(Job).where(Job.due <= ctx.now).order_by(Job.due).limit(BATCH).with_for_update(skip_locked=True)
    )


@prepared
def ended_leases(ctx: Context) -> sa.Select[Job]:
    """Jobs in the hands of robots that were not heard of for too long."""
    jobs = ctx.everywhere(Job).where(HELD, Job.session_id.is_not(None), Job.lease_until < ctx.now)
    return jobs.order_by(Job.lease_until).limit(BATCH).with_for_update(skip_locked=True)


@prepared
def overlooked_jobs(ctx: Context, before: datetime) -> sa.Select[Job]:
    """Jobs that wait although robots may be waiting for them."""
    waiting = ctx.everywhere(Job).where(Job.state.in_(sorted(WAITING)), Job.session_id.is_(None))
    return waiting.where(Job.creation_time < before).order_by(Job.tenant_id, Job.id).limit(BATCH)


@prepared
def unfinished_jobs(ctx: Context, release_id: int) -> sa.Select[Job]:
    """A job of a process that has not ended, if there is one."""
    final = sorted({State.FAULTED, State.SUCCESSFUL, State.STOPPED})
    return ctx.in_tenant(Job).where(Job.release_id == release_id, Job.state.not_in(final)).limit(1)


@prepared
def held_on_machine(ctx: Context, machine_id: int) -> sa.Select[Job]:
    """All that a machine has in hand."""
    return ctx.in_tenant(Job).where(HELD, Job.session_id.is_not(None), Job.machine_id == machine_id)


@prepared
def unfinished_on_machine(ctx: Context, machine_id: int) -> sa.Select[Job]:
    """A job that a machine has in hand, if there is one."""
    return ctx.in_tenant(Job).where(HELD, Job.session_id.is_not(None), Job.machine_id == machine_id).limit(1)


@prepared
def unfinished_of_robot(ctx: Context, robot_id: int) -> sa.Select[Job]:
    """A job that a robot has in hand, if there is one."""
    return ctx.in_tenant(Job).where(HELD, Job.session_id.is_not(None), Job.robot_id == robot_id).limit(1)


async def job_by_key(ctx: Context, identifier: UUID) -> Job:
    """The job of a key."""
    return await ctx.one(job_here(ctx, identifier), f"Job {identifier}")
