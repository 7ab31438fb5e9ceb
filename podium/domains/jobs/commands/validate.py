"""Why a job would wait, or waits: what is missing in its folder, or taken at the moment."""

from enum import StrEnum

import msgspec

from podium.domains.jobs.commands.choices import USUAL, kind_of_runtime, pairs_of
from podium.domains.jobs.commands.give import FRAMEWORKS, offers
from podium.domains.jobs.commands.start import draft, framework_of, process_of
from podium.domains.jobs.errors import NoMachineInFolder
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.starting import StartInfo
from podium.domains.jobs.queries.runtimes import used_runtimes
from podium.domains.licences.models import RobotType
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.licensing import is_licensed
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.sessions import MaintenanceMode, Session, SessionState
from podium.domains.robots.queries.robots import robot_of
from podium.domains.robots.queries.sessions import services_of
from podium.kernel.context import Context
from podium.odata.wire import Complex


class Reason(StrEnum):
    ROBOT_NOT_ASSIGNED = "RobotNotAssignedToFolder"
    ROBOT_NOT_FOUND = "RobotNotFound"
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
    Reason.ROBOT_NOT_ASSIGNED: "The robot's user is not assigned to the folder.",
    Reason.ROBOT_NOT_FOUND: "The robot does not exist any more.",
    Reason.NO_ROBOT: "No account with an unattended robot is assigned to the folder.",
    Reason.NO_MACHINE: "No machine is assigned to the folder.",
    Reason.NO_RUNTIME: "No machine of the folder has runtimes of the type that the job needs.",
    Reason.NO_HOST: "No host is connected with a machine of the folder.",
    Reason.FULL: "All runtimes that the job could take are in use.",
    Reason.MAINTENANCE: "All hosts that could run the job are in maintenance.",
    Reason.NO_LICENSE: "The licence has no runtimes left for hosts that could run the job.",
    Reason.NO_FOREGROUND: "No machine of the folder runs foreground jobs.",
    Reason.NO_BACKGROUND: "No machine of the folder runs background jobs.",
    Reason.NO_WINDOWS: "No machine of the folder runs Windows jobs.",
    Reason.NO_PORTABLE: "No machine of the folder runs cross-platform jobs.",
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
    sessions = [session for session in await ctx.all(services_of(ctx, tuple(able))) if _is_there(session)]
    if not sessions:
        return [Reason.NO_HOST]
    ready = [session for session in sessions if session.maintenance_mode is MaintenanceMode.DEFAULT]
    if not ready:
        return [Reason.MAINTENANCE]
    kind = job.runtime_type
    ready = [session for session in ready if await is_licensed(ctx, session, kind)]
    if not ready:
        return [Reason.NO_LICENSE]
    used = await used_runtimes(ctx, [session.id for session in ready])
    free = [session for session in ready if used[session.id, kind] < able[session.machine_id].slots()[kind]]
    return [] if free else [Reason.FULL]


def _is_there(session: Session) -> bool:
    return session.state is not SessionState.DISCONNECTED and not session.is_unresponsive


def _result(reasons: list[Reason]) -> ValidationResult:
    codes = list(dict.fromkeys(reasons))
    return ValidationResult(is_valid=not codes, errors=[TEXTS[code] for code in codes], error_codes=codes)
