"""Jobs are handed out: to a session with a free runtime, under an account of the job's folder."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from podium.domains.jobs.models.jobs import Job, need, place
from podium.domains.jobs.queries.jobs import release_of, waiting_jobs
from podium.domains.licences.models import RobotType
from podium.domains.robots.coverage import accounts_in, folders_served
from podium.domains.robots.models.machines import AutomationType, Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.models.sessions import MaintenanceMode, Session
from podium.kernel.context import Context

LEASE = timedelta(minutes=2)
"""How long a job stays with a robot that says nothing of it."""
TRIES = 5


@dataclass(frozen=True)
class Service:
    """A session that asks for work, its machine, and what it has in hand."""

    machine: Machine
    session: Session
    held: list[Job]

    @property
    def offers(self) -> tuple[str, ...]:
        """The needs of jobs that could be met now."""
        used = Counter(job.runtime_type for job in self.held)
        free = [kind for kind, slots in self.machine.slots().items() if used[kind] < slots]
        return tuple(sorted(self._needs(free)))

    @property
    def names(self) -> tuple[str, ...]:
        return (place(), place(machine_id=self.machine.id), place(session_id=self.session.id))

    def _needs(self, free: Iterable[RobotType]) -> Iterable[str]:
        for kind in free:
            if self.machine.automation_type is not AutomationType.FOREGROUND:
                yield need(kind, foreground=False)
            if self.machine.automation_type is not AutomationType.BACKGROUND:
                yield need(kind, foreground=True)


async def hand_out(ctx: Context, service: Service) -> None:
    """Give a service what it has runtimes for."""
    if service.session.maintenance_mode is MaintenanceMode.ENABLED:
        return
    folders = await folders_served(ctx, service.machine)
    robots = await _robots(ctx, service.machine, folders)
    passed_over = 0
    while folders and robots and service.offers and passed_over < TRIES:
        job = await ctx.take(waiting_jobs(ctx, folders, service.offers, robots, service.names))
        if job is None:
            return
        account = _choose(job, await accounts_in(ctx, job.folder_id, service.machine), service.held)
        if account is None:
            passed_over += 1
            continue
        await _give(ctx, job, account, service)


async def _robots(ctx: Context, machine: Machine, folders: Sequence[int]) -> tuple[int, ...]:
    found = {account.id for folder_id in folders for account in await accounts_in(ctx, folder_id, machine)}
    return tuple(sorted(found))


def _choose(job: Job, accounts: list[Robot], held: list[Job]) -> Robot | None:
    """The account with least to do here; a person's screen shows one job at a time."""
    at_screen = {other.robot_id for other in held if other.requires_user_interaction}
    busy = Counter(other.robot_id for other in held)
    able = [
        account
        for account in accounts
        if job.wanted_robot_id in (None, account.id) and not (job.requires_user_interaction and account.id in at_screen)
    ]
    return min(able, key=lambda account: (busy[account.id], account.id), default=None)


async def _give(ctx: Context, job: Job, account: Robot, service: Service) -> None:
    release = await ctx.first(release_of(ctx, job.release_id))
    if release is not None and job.persistence_id is None:
        job.process_version, job.release_version_id = release.process_version, release.current_version_id
    job.robot_id, job.machine_id, job.session_id = account.id, service.machine.id, service.session.id
    job.host_machine_name, job.local_system_account = service.session.host_machine_name, account.username
    job.fence, job.heard, job.lease_until = job.fence + 1, ctx.now, ctx.now + LEASE
    service.held.append(job)
