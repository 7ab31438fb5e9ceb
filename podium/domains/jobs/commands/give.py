"""Jobs are handed out: to a session with a free runtime, under an account of the job's folder."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, product

from podium.domains.jobs.frameworks import frameworks
from podium.domains.jobs.models.jobs import Job, need, place
from podium.domains.jobs.queries.jobs import held_elsewhere, waiting_jobs, waiting_somewhere
from podium.domains.licences.models import RobotType
from podium.domains.processes.queries.releases import release_of
from podium.domains.robots.coverage import accounts_in, folders_served, robots_for
from podium.domains.robots.models.machines import AutomationType, Machine
from podium.domains.robots.models.robots import CredentialType, Robot
from podium.domains.robots.models.sessions import MaintenanceMode, Platform, Session
from podium.domains.robots.windows import window_of
from podium.domains.tenants.maintenance import state_of
from podium.domains.tenants.models import Maintenance
from podium.kernel.context import Context

LEASE = timedelta(minutes=2)
"""How long a job stays with a robot that says nothing of it."""
TRIES = 5
ANYWHERE = (place(),)
"""Where no job wants a place of its own, services that are alike ask for jobs with one statement."""
WRONG_SIDE = {AutomationType.FOREGROUND: False, AutomationType.BACKGROUND: True}
"""Jobs that are seen, or are not, are none for machines of these types."""


@dataclass(frozen=True)
class Service:
    """A session that asks for work, its machine, and what it has in hand."""

    machine: Machine
    session: Session
    held: list[Job]
    kinds: frozenset[RobotType]
    """The kinds of runtimes that it has a licence for."""

    @property
    def names(self) -> tuple[str, ...]:
        return (place(), place(machine_id=self.machine.id), place(session_id=self.session.id))


def offers(
    machine: Machine,
    held: Iterable[Job] = (),
    kinds: Collection[RobotType] = frozenset(RobotType),
    version: str | None = None,
) -> tuple[str, ...]:
    """The needs of jobs that a service of a machine could meet beside those that it has in hand."""
    used, found = Counter(job.runtime_type for job in held), list[str]()
    free = [kind for kind, slots in machine.slots().items() if used[kind] < slots and kind in kinds]
    for kind, foreground, framework in product(free, (False, True), frameworks(machine.target_framework, version)):
        if WRONG_SIDE.get(machine.automation_type) is not foreground:
            found.append(need(kind, foreground=foreground, framework=framework))
    return tuple(found)


async def hand_out(ctx: Context, service: Service) -> None:
    """Give a service what it has runtimes for."""
    standing_still = await state_of(ctx, ctx.tenant_id) is not Maintenance.NONE
    window = window_of(service.machine)
    if window is not None and window.opened(ctx.now):
        return
    if standing_still or service.session.maintenance_mode is MaintenanceMode.ENABLED:
        return
    folders = await folders_served(ctx, service.machine)
    robots = await robots_for(ctx, service.machine, folders)
    waiting = await ctx.all(waiting_somewhere(ctx, folders)) if folders and robots else []
    if not waiting:
        return
    names = service.names if any(job.wanted_place for job in waiting) else ANYWHERE
    passed_over = 0
    while passed_over < TRIES:
        free = offers(service.machine, service.held, service.kinds, service.session.version)
        if not free:
            return
        job = await ctx.take(waiting_jobs(ctx, folders, free, robots, names))
        if job is None:
            return
        account = await _choose(ctx, job, await accounts_in(ctx, job.folder_id, service.machine), service)
        if account is None:
            passed_over += 1
            continue
        await _give(ctx, job, account, service)


async def _choose(ctx: Context, job: Job, accounts: list[Robot], service: Service) -> Robot | None:
    """The account with least to do here; a person's screen shows one job at a time."""
    at_screen = {other.robot_id for other in service.held if other.requires_user_interaction}
    busy = Counter(other.robot_id for other in service.held)
    idle = (account for account in accounts if not busy[account.id])
    working = sorted((a for a in accounts if busy[a.id]), key=lambda account: (busy[account.id], account.id))
    for account in chain(idle, working):
        wanted = job.wanted_robot_id in (None, account.id)
        if not wanted or (job.requires_user_interaction and account.id in at_screen):
            continue
        if job.requires_user_interaction and not opens_screen(account, service.session):
            continue
        if not account.limit_concurrent_execution or await _works_nowhere_else(ctx, account, service):
            return account
    return None


def opens_screen(account: Robot, session: Session) -> bool:
    """May it work at the screen of the host? Windows asks for a password, unless the service runs as somebody."""
    is_open = session.platform is not Platform.WINDOWS or session.service_user_name != ""
    by_password = account.credential_type in (None, CredentialType.DEFAULT)
    return is_open or not by_password or account.password is not None or bool(account.external_name)


async def _works_nowhere_else(ctx: Context, account: Robot, service: Service) -> bool:
    """An account that is limited works on one host at a time: two hosts do not even ask for it at once."""
    if not await ctx.hold(f"robot {account.id}"):
        return False
    return await ctx.first(held_elsewhere(ctx, account.id, service.session.id)) is None


async def _give(ctx: Context, job: Job, account: Robot, service: Service) -> None:
    release = await ctx.first(release_of(ctx, job.release_id))
    if release is not None and job.persistence_id is None:
        job.process_version, job.release_version_id = release.process_version, release.current_version_id
    job.robot_id, job.machine_id, job.session_id = account.id, service.machine.id, service.session.id
    job.host_machine_name, job.local_system_account = service.session.host_machine_name, account.username
    job.fence, job.heard, job.lease_until = job.fence + 1, ctx.now, ctx.now + LEASE
    service.held.append(job)
