"""A service says that it is alive, and is told what to do."""

from uuid import UUID

from podium.domains.jobs.commands.give import LEASE, Service, hand_out
from podium.domains.jobs.commands.orders import order
from podium.domains.jobs.commands.reports import check_holder, hear, note
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.errors import LeaseLost
from podium.domains.jobs.models.jobs import ENDING, FINAL, Job, State
from podium.domains.jobs.models.protocol import Command, Heartbeat, Orders, Report
from podium.domains.jobs.queries.jobs import job_keyed, jobs_held
from podium.domains.licences.models import RobotType
from podium.domains.robots.commands.services import machine_here, session_here
from podium.domains.robots.licensing import is_licensed
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.sessions import Session, SessionState
from podium.domains.robots.updating import target_version
from podium.kernel.context import Context
from podium.odata.request import Later

LONGEST_WAIT = 30.0
RENEW = LEASE / 3
"""Leases are renewed when so much of them is over, not with every heartbeat."""


async def beat(ctx: Context, body: Heartbeat, wait: float | None = None, retiring: bool = False) -> Orders | Later:
    """Keep a service's jobs with it, hand it new ones, and say what it has to do.

    ``wait``: seconds that it is kept waiting, 30 at most, if there is nothing to do; it is answered at once when
    there is something. Who waits also says which jobs it has, so those it leaves out are not kept for it. Who is
    ``retiring`` gets no new ones.
    """
    machine = await machine_here(ctx)
    session = await session_here(ctx, machine, service_user=body.service_user_name)
    held = await ctx.all(jobs_held(ctx, session.id))
    told = {report.job_key: report for report in body.heartbeats if report.job_key}
    for key in told.keys() - {job.key for job in held}:
        await _refuse_lost(ctx, key, told[key].fence)
    for job in held:
        report = told.get(job.key)
        if report is not None:
            check_holder(ctx, job, machine, report.fence)
        if report or (wait is None and not told and job.heard and job.heard >= session.started):
            _renew(ctx, job)
    service = Service(machine, session, list(held), await _licensed(ctx, machine, session))
    if not retiring:
        await hand_out(ctx, service)
    session.state = SessionState.BUSY if service.held else SessionState.AVAILABLE
    news = [command for command in [await _news(ctx, job, told) for job in service.held] if command]
    orders = Orders(commands=news, is_unattended_licensed=bool(service.kinds))
    orders.target_version = target_version(machine, session.version)
    if orders.commands or not wait:
        return orders
    return Later(sleeper(session.id), min(wait, LONGEST_WAIT), orders)


async def _licensed(ctx: Context, machine: Machine, session: Session) -> frozenset[RobotType]:
    kinds = [kind for kind, slots in machine.slots().items() if slots]
    return frozenset([kind for kind in kinds if await is_licensed(ctx, session, kind)])


async def legacy_beat(ctx: Context, body: Heartbeat) -> Orders | Later:
    """The heartbeat of old robots, which carries the states of jobs. It may cross the report of an end."""
    machine = await machine_here(ctx)
    for report in body.heartbeats:
        if report.job_key is None or report.job_state is None:
            continue
        job = await ctx.first(job_keyed(ctx, report.job_key))
        if job is None or job.state not in FINAL:
            await note(ctx, machine, report.job_key, report)
    return await beat(ctx, Heartbeat(service_user_name=body.service_user_name))


async def _refuse_lost(ctx: Context, key: UUID, fence: int | None) -> None:
    """A robot that speaks of a job it has lost is told so. One that has just ended or been suspended is no matter."""
    job = await ctx.first(job_keyed(ctx, key)) if fence is not None else None
    if job is not None and job.fence != fence:
        raise LeaseLost(name=key)


def _renew(ctx: Context, job: Job) -> None:
    if job.lease_until is None or job.lease_until - ctx.now < LEASE - RENEW:
        hear(ctx, job)


async def _news(ctx: Context, job: Job, told: dict[UUID, Report]) -> Command | None:
    """The order for a job, unless the robot's own words show that it has heard it."""
    report = told.get(job.key)
    if report is not None and job.state is not State.TERMINATING:
        stopping = job.state in ENDING
        if not stopping or report.job_state in ENDING:
            return None
    return await order(ctx, job)
