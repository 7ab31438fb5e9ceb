"""Whether jobs could run: what is missing in their folder, or taken at the moment."""

from podium.domains.jobs.commands.choices import USUAL, kind_of_runtime, pairs_of
from podium.domains.jobs.commands.give import offers
from podium.domains.jobs.commands.momentary import momentary
from podium.domains.jobs.commands.start import check_arguments, draft, process_of
from podium.domains.jobs.errors import NoMachineInFolder
from podium.domains.jobs.frameworks import PORTABLE, framework_of, frameworks
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.reasons import Reason, ValidationResult, result
from podium.domains.jobs.models.starting import StartInfo
from podium.domains.licences.models import RobotType
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.queries.robots import robot_of
from podium.kernel.context import Context


async def validate_start(ctx: Context, start_info: StartInfo) -> ValidationResult:
    """Could jobs that are started like this be run one day, as the folder is now?"""
    release, folder = await process_of(ctx, start_info)
    await check_arguments(ctx, start_info, release)
    job = draft(ctx, start_info, release, folder, await _kind(ctx, start_info, folder.id))
    reasons = [reason for pair in pairs_of(start_info) for reason in await _lasting(ctx, job, pair.robot_id)]
    return result(reasons)


async def validate_job(ctx: Context, row: Job) -> ValidationResult:
    """Why does a job wait?"""
    if not row.is_waiting:
        return result([])
    return result(await _lasting(ctx, row, row.wanted_robot_id) or await momentary(ctx, row))


async def _kind(ctx: Context, start: StartInfo, folder_id: int) -> RobotType:
    try:
        return await kind_of_runtime(ctx, start, folder_id)
    except NoMachineInFolder:
        return start.runtime_type or USUAL[0]


async def _lasting(ctx: Context, job: Job, robot_id: int | None) -> list[Reason]:
    """What somebody has to set up."""
    return [*await _about_robots(ctx, job, robot_id), *await _about_machines(ctx, job, robot_id)]


async def _about_robots(ctx: Context, job: Job, robot_id: int | None) -> list[Reason]:
    accounts = await accounts_in(ctx, job.folder_id)
    if robot_id is None:
        return [] if accounts else [Reason.NO_ROBOT]
    if await ctx.first(robot_of(ctx, robot_id)) is None:
        return [Reason.ROBOT_NOT_FOUND]
    return [] if robot_id in {account.id for account in accounts} else [Reason.ROBOT_NOT_ASSIGNED]


async def _about_machines(ctx: Context, job: Job, robot_id: int | None) -> list[Reason]:
    machines = await machines_serving(ctx, job.folder_id)
    able = [machine for machine in machines if machine.slots().get(job.runtime_type)]
    if not machines:
        return [Reason.NO_MACHINE]
    if not able:
        return [Reason.NO_RUNTIME]
    fit = [machine for machine in able if job.needs in offers(machine)]
    return await _about_mappings(ctx, job, robot_id, fit) if fit else [_unfit(job, able)]


async def _about_mappings(ctx: Context, job: Job, robot_id: int | None, machines: list[Machine]) -> list[Reason]:
    """May any of the machines work as an account of the folder, or as the one that is wanted?"""
    known = {account.id for account in await accounts_in(ctx, job.folder_id)}
    wanted = known if robot_id is None else known & {robot_id}
    mapped = {account.id for machine in machines for account in await accounts_in(ctx, job.folder_id, machine)}
    return [Reason.ROBOT_UNMAPPED] if wanted and not wanted & mapped else []


def _unfit(job: Job, machines: list[Machine]) -> Reason:
    """Which of its wishes none of the machines with runtimes meets."""
    framework = framework_of(job.target_framework)
    if framework and not any(framework in frameworks(machine.target_framework) for machine in machines):
        return Reason.NO_PORTABLE if framework == PORTABLE else Reason.NO_WINDOWS
    return Reason.NO_FOREGROUND if job.requires_user_interaction else Reason.NO_BACKGROUND
