"""Why a job would wait, or waits: what is missing in its folder, or taken at the moment."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from podium.domains.jobs.commands.choices import USUAL, kind_of_runtime, pairs_of
from podium.domains.jobs.commands.give import FRAMEWORKS, offers
from podium.domains.jobs.commands.start import draft, framework_of, process_of
from podium.domains.jobs.errors import NoMachineInFolder
from podium.domains.jobs.models.jobs import Job, place
from podium.domains.jobs.models.starting import StartInfo
from podium.domains.jobs.queries.jobs import held_elsewhere, jobs_held
from podium.domains.jobs.queries.runtimes import used_runtimes
from podium.domains.licences.models import RobotType
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.licensing import is_licensed
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.sessions import MaintenanceMode, Session, SessionState
from podium.domains.robots.queries.robots import robot_of
from podium.domains.robots.queries.sessions import services_of
from podium.domains.robots.windows import window_of
from podium.kernel.context import Context
from podium.odata.wire import Complex


class Reason(StrEnum):
    """Why, as clients know it; ``TEXTS`` say it in words, and what to do."""

    ROBOT_NOT_ASSIGNED = "RobotNotAssignedToFolder"
    ROBOT_NOT_FOUND = "RobotNotFound"
    ROBOT_BUSY = "RobotBusy"
    ROBOT_ELSEWHERE = "RobotConcurrencyLimit"
    NO_ROBOT = "DynamicJobAccountCredentialsInvalid"
    NO_MACHINE = "TemplateNotAssignedToFolder"
    NO_RUNTIME = "TemplateNoRuntime"
    NO_HOST = "TemplateNoHostsAvailable"
    FULL = "TemplateFullCapacity"
    MAINTENANCE = "TemplateMaintenanceMode"
    NO_LICENSE = "TemplateNoLicense"
    NO_FOREGROUND = "DynamicJobForegroundAutomationTypeInvalid"
    NO_BACKGROUND = "DynamicJobBackgroundAutomationTypeInvalid"
    NO_WINDOWS = "DynamicJobWindowsTargetFrameworkInvalid"
    NO_PORTABLE = "DynamicJobCrossPlatformTargetFrameworkInvalid"


TEXTS = {
    Reason.ROBOT_NOT_ASSIGNED: "The robot's user is not assigned to the folder. Assign it.",
    Reason.ROBOT_NOT_FOUND: "The robot does not exist any more. Start the job again with another.",
    Reason.ROBOT_BUSY: "The account's screen is taken by another foreground job. Wait for it, or add an account.",
    Reason.ROBOT_ELSEWHERE: "The account is limited to one host and works on another. Wait, or lift the limit.",
    Reason.NO_ROBOT: "No account with an unattended robot is assigned to the folder. Assign one.",
    Reason.NO_MACHINE: "No machine is assigned to the folder. Assign one.",
    Reason.NO_RUNTIME: "No machine of the folder has runtimes of the type that the job needs. Give one some.",
    Reason.NO_HOST: "No host is connected with a machine of the folder. Start a robot service there.",
    Reason.FULL: "All runtimes that the job could take are in use. Wait, connect another host, or add runtimes.",
    Reason.MAINTENANCE: "All hosts that could run the job are in maintenance. End it, or connect another host.",
    Reason.NO_LICENSE: "The licence has no runtimes left for hosts that could run the job. Disconnect some.",
    Reason.NO_FOREGROUND: "No machine of the folder runs foreground jobs. Change the automation type of one.",
    Reason.NO_BACKGROUND: "No machine of the folder runs background jobs. Change the automation type of one.",
    Reason.NO_WINDOWS: "No machine of the folder runs Windows jobs. Change the target framework of one.",
    Reason.NO_PORTABLE: "No machine of the folder runs cross-platform jobs. Change the target framework of one.",
}


class ValidationResult(Complex):
    is_valid: bool
    errors: list[str] = msgspec.field(default_factory=list[str])
    error_codes: list[Reason] = msgspec.field(default_factory=list[Reason])


async def validate_start(ctx: Context, start_info: StartInfo) -> ValidationResult:
    """Could jobs that are started like this be run one day, as the folder is now?"""
    release, folder = await process_of(ctx, start_info)
    job = draft(ctx, start_info, release, folder, await _kind(ctx, start_info, folder.id))
    reasons = [reason for pair in pairs_of(start_info) for reason in await _lasting(ctx, job, pair.robot_id)]
    return _result(reasons)


async def validate_job(ctx: Context, row: Job) -> ValidationResult:
    """Why does a job wait?"""
    if not row.is_waiting:
        return _result([])
    return _result(await _lasting(ctx, row, row.wanted_robot_id) or await _momentary(ctx, row))


async def _kind(ctx: Context, start: StartInfo, folder_id: int) -> RobotType:
    try:
        return await kind_of_runtime(ctx, start, folder_id)
    except NoMachineInFolder:
        return start.runtime_type or USUAL[0]


async def _lasting(ctx: Context, job: Job, robot_id: int | None) -> list[Reason]:
    """What somebody has to set up."""
    return [*await _about_robots(ctx, job, robot_id), *await _about_machines(ctx, job)]


async def _about_robots(ctx: Context, job: Job, robot_id: int | None) -> list[Reason]:
    accounts = await accounts_in(ctx, job.folder_id)
    if robot_id is None:
        return [] if accounts else [Reason.NO_ROBOT]
    if await ctx.first(robot_of(ctx, robot_id)) is None:
        return [Reason.ROBOT_NOT_FOUND]
    return [] if robot_id in {account.id for account in accounts} else [Reason.ROBOT_NOT_ASSIGNED]


async def _about_machines(ctx: Context, job: Job) -> list[Reason]:
    machines = await machines_serving(ctx, job.folder_id)
    able = [machine for machine in machines if machine.slots().get(job.runtime_type)]
    if not machines:
        return [Reason.NO_MACHINE]
    if not able:
        return [Reason.NO_RUNTIME]
    return [] if any(job.needs in offers(machine) for machine in able) else [_unfit(job, able)]


def _unfit(job: Job, machines: list[Machine]) -> Reason:
    """Which of its wishes none of the machines with runtimes meets."""
    framework = framework_of(job.target_framework)
    if framework and not any(framework in FRAMEWORKS[machine.target_framework] for machine in machines):
        return Reason.NO_WINDOWS if framework == "Windows" else Reason.NO_PORTABLE
    return Reason.NO_FOREGROUND if job.requires_user_interaction else Reason.NO_BACKGROUND


async def _momentary(ctx: Context, job: Job) -> list[Reason]:
    """What passes by itself, or with a robot that is started."""
    able = {m.id: m for m in await machines_serving(ctx, job.folder_id) if job.needs in offers(m)}
    services = await ctx.all(services_of(ctx, tuple(able)))
    sessions = [session for session in services if _is_there(session) and _is_wanted(job, session)]
    if not sessions:
        return [Reason.NO_HOST]
    ready = [session for session in sessions if not _rests(ctx, session, able[session.machine_id])]
    if not ready:
        return [Reason.MAINTENANCE]
    kind = job.runtime_type
    ready = [session for session in ready if await is_licensed(ctx, session, kind)]
    if not ready:
        return [Reason.NO_LICENSE]
    used = await used_runtimes(ctx, [session.id for session in ready])
    free = [session for session in ready if used[session.id, kind] < able[session.machine_id].slots()[kind]]
    return await _about_accounts(ctx, job, able, free) if free else [Reason.FULL]


async def _about_accounts(
    ctx: Context, job: Job, machines: Mapping[int, Machine], free: Iterable[Session]
) -> list[Reason]:
    """Why none of the accounts takes the job on any of the hosts that have room for it."""
    found = list[Reason]()
    for session in free:
        held = await ctx.all(jobs_held(ctx, session.id))
        at_screen = {other.robot_id for other in held if other.requires_user_interaction}
        for account in await accounts_in(ctx, job.folder_id, machines[session.machine_id]):
            if job.wanted_robot_id not in (None, account.id):
                continue
            if job.requires_user_interaction and account.id in at_screen:
                found.append(Reason.ROBOT_BUSY)
            elif account.limit_concurrent_execution and await ctx.first(held_elsewhere(ctx, account.id, session.id)):
                found.append(Reason.ROBOT_ELSEWHERE)
            else:
                return []
    return found


def _rests(ctx: Context, session: Session, machine: Machine) -> bool:
    window = window_of(machine)
    return session.maintenance_mode is MaintenanceMode.ENABLED or (
        window is not None and window.opened(ctx.now) is not None
    )


def _is_wanted(job: Job, session: Session) -> bool:
    return job.wanted_place in (place(), place(session.machine_id), place(session_id=session.id))


def _is_there(session: Session) -> bool:
    return session.state is not SessionState.DISCONNECTED and not session.is_unresponsive


def _result(reasons: list[Reason]) -> ValidationResult:
    codes = list(dict.fromkeys(reasons))
    return ValidationResult(is_valid=not codes, errors=[TEXTS[code] for code in codes], error_codes=codes)
