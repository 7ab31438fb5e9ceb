"""Why a job waits at the moment, although all is set up: what passes by itself, or with a robot that is started."""

from collections.abc import Iterable, Mapping

from podium.domains.jobs.commands.give import offers, opens_screen
from podium.domains.jobs.frameworks import PORTABLE, framework_of
from podium.domains.jobs.models.jobs import Job, place
from podium.domains.jobs.models.reasons import Reason
from podium.domains.jobs.queries.jobs import held_elsewhere, jobs_held
from podium.domains.jobs.queries.runtimes import used_runtimes
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.licensing import is_licensed
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.models.sessions import MaintenanceMode, Session, SessionState
from podium.domains.robots.queries.sessions import services_of
from podium.domains.robots.windows import window_of
from podium.kernel.context import Context

Machines = Mapping[int, Machine]


async def momentary(ctx: Context, job: Job) -> list[Reason]:
    """The first thing that none of the hosts has which could run the job one day."""
    machines = {machine.id: machine for machine in await machines_serving(ctx, job.folder_id)}
    hosts = [session for session in await ctx.all(services_of(ctx, tuple(machines))) if _is_there(session)]
    wanted = [session for session in hosts if _is_wanted(job, session)]
    if not wanted:
        return [Reason.NO_HOST]
    able = [session for session in wanted if job.needs in offers(machines[session.machine_id])]
    if not able:
        return [Reason.HOSTS_UNFIT]
    new = [one for one in able if job.needs in offers(machines[one.machine_id], version=one.version)]
    if not new:
        return [_too_old(job)]
    ready = [session for session in new if not _rests(ctx, session, machines[session.machine_id])]
    return await _about_runtimes(ctx, job, machines, ready) if ready else [Reason.MAINTENANCE]


async def _about_runtimes(ctx: Context, job: Job, machines: Machines, ready: list[Session]) -> list[Reason]:
    kind = job.runtime_type
    licensed = [session for session in ready if await is_licensed(ctx, session, kind)]
    if not licensed:
        return [Reason.NO_LICENSE]
    used = await used_runtimes(ctx, [session.id for session in licensed])
    free = [one for one in licensed if used[one.id, kind] < machines[one.machine_id].slots()[kind]]
    return await _about_accounts(ctx, job, machines, free) if free else [Reason.FULL]


async def _about_accounts(ctx: Context, job: Job, machines: Machines, free: Iterable[Session]) -> list[Reason]:
    """Why none of the accounts takes the job on any of the hosts that have room for it."""
    found = list[Reason]()
    for session in free:
        held = await ctx.all(jobs_held(ctx, session.id))
        for account in await accounts_in(ctx, job.folder_id, machines[session.machine_id]):
            if job.wanted_robot_id not in (None, account.id):
                continue
            reason = await _about_account(ctx, job, account, session, held)
            if reason is None:
                return []
            found.append(reason)
    return found or [Reason.ROBOT_UNMAPPED]


async def _about_account(
    ctx: Context, job: Job, account: Robot, session: Session, held: Iterable[Job]
) -> Reason | None:
    if job.requires_user_interaction and not opens_screen(account, session):
        return Reason.ROBOT_NO_CREDENTIALS if job.wanted_robot_id else Reason.HOSTS_CLOSED
    if job.requires_user_interaction and any(o.robot_id == account.id and o.requires_user_interaction for o in held):
        return Reason.ROBOT_BUSY
    if account.limit_concurrent_execution and await ctx.first(held_elsewhere(ctx, account.id, session.id)):
        return Reason.ROBOT_ELSEWHERE
    return None


def _too_old(job: Job) -> Reason:
    if job.wanted_robot_id is not None:
        return Reason.ROBOT_TOO_OLD
    portable = framework_of(job.target_framework) == PORTABLE
    return Reason.HOSTS_TOO_OLD_PORTABLE if portable else Reason.HOSTS_TOO_OLD_WINDOWS


def _rests(ctx: Context, session: Session, machine: Machine) -> bool:
    window = window_of(machine)
    return session.maintenance_mode is MaintenanceMode.ENABLED or (
        window is not None and window.opened(ctx.now) is not None
    )


def _is_wanted(job: Job, session: Session) -> bool:
    return job.wanted_place in (place(), place(session.machine_id), place(session_id=session.id))


def _is_there(session: Session) -> bool:
    return session.state is not SessionState.DISCONNECTED and not session.is_unresponsive
