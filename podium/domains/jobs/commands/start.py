"""Jobs are started."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import msgspec

from podium.domains.folders.models import Folder, ProvisionType
from podium.domains.folders.queries import folder_numbered
from podium.domains.jobs.commands.wake import wake_sessions
from podium.domains.jobs.errors import (
    InvalidArgument,
    InvalidReleaseKey,
    NoMachineInFolder,
    NoUnattendedRobot,
    OwnRobotNotFound,
    PriorityGivenTwice,
    RobotNotInFolder,
    StrategyNotAvailableInClassicFolder,
    StrategyNotAvailableInModernFolder,
)
from podium.domains.jobs.events import JobCreated
from podium.domains.jobs.models.jobs import LONGEST_ARGUMENTS, Job, SourceType, need, place
from podium.domains.jobs.models.starting import MachineRobot, StartInfo, Strategy
from podium.domains.jobs.priorities import VALUES, word_for
from podium.domains.jobs.queries.jobs import release_keyed, release_named
from podium.domains.licences.models import RobotType
from podium.domains.processes.models.releases import JobPriority, Release
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.models.robots import Robot
from podium.kernel.context import Context
from podium.kernel.errors import FolderNotFound

MOST_JOBS = 10_000
UNATTENDED_KINDS = (RobotType.UNATTENDED, RobotType.NON_PRODUCTION)
CLASSIC = {Strategy.ALL, Strategy.ROBOT_COUNT}
ANYONE = MachineRobot()


async def start_jobs(ctx: Context, start_info: StartInfo) -> list[Job]:
    """Make jobs of a process; robots that wait for work are woken."""
    release = await _release(ctx, start_info)
    folder = await ctx.first(folder_numbered(ctx, release.folder_id))
    if folder is None:
        raise FolderNotFound
    choices = await _choices(ctx, start_info, folder)
    kind = await _kind(ctx, start_info, folder)
    new = [_job(ctx, start_info, release, folder, kind) for _ in choices]
    for job, choice in zip(new, choices, strict=True):
        job.wanted_robot_id, job.wanted_place = choice.robot_id, place(choice.machine_id, choice.session_id)
    return await put(ctx, new)


async def put(ctx: Context, new: Sequence[Job]) -> list[Job]:
    """Store jobs that are ready to be handed out, and let robots know."""
    await ctx.add_all(new)
    for job in new:
        ctx.emit(JobCreated(folder_id=job.folder_id, job_id=job.id, release_id=job.release_id))
    await wake_sessions(ctx, new)
    return list(new)


async def _release(ctx: Context, start: StartInfo) -> Release:
    if start.release_key is not None:
        found = await ctx.first(release_keyed(ctx, start.release_key))
    else:
        found = await ctx.first(release_named(ctx, start.release_name)) if start.release_name else None
    if found is None:
        raise InvalidReleaseKey
    return found


async def _choices(ctx: Context, start: StartInfo, folder: Folder) -> list[MachineRobot]:
    """For each job to be made, by what it is to be run as far as that is asked for."""
    _check_strategy(start, folder)
    accounts = await accounts_in(ctx, folder.id)
    if not accounts:
        raise NoUnattendedRobot
    pairs = [MachineRobot(robot_id=_own_robot(ctx, accounts).id)] if start.run_as_me else _pairs(start)
    if {pair.robot_id for pair in pairs if pair.robot_id} - {account.id for account in accounts}:
        raise RobotNotInFolder
    if start.strategy is Strategy.SPECIFIC:
        return pairs
    if start.strategy is Strategy.ALL:
        return [MachineRobot(robot_id=account.id) for account in accounts]
    count = _count(start)
    return [pairs[number % len(pairs)] for number in range(count)]


def _pairs(start: StartInfo) -> list[MachineRobot]:
    pairs = list(start.machine_robots or [])
    pairs += [MachineRobot(robot_id=robot_id) for robot_id in start.robot_ids or []]
    pairs += [MachineRobot(session_id=session_id) for session_id in start.machine_session_ids or []]
    return pairs or [ANYONE]


def _check_strategy(start: StartInfo, folder: Folder) -> None:
    classic = folder.provision_type is ProvisionType.MANUAL
    if start.strategy in CLASSIC and not classic:
        raise StrategyNotAvailableInModernFolder(name=start.strategy)
    if start.strategy is Strategy.MODERN_JOBS_COUNT and classic:
        raise StrategyNotAvailableInClassicFolder(name=start.strategy)
    if start.robot_ids and start.strategy in (Strategy.ALL, Strategy.ROBOT_COUNT):
        raise InvalidArgument(name="RobotIds")


def _own_robot(ctx: Context, accounts: list[Robot]) -> Robot:
    for account in accounts:
        if ctx.caller.user_id is not None and account.user_id == ctx.caller.user_id:
            return account
    raise OwnRobotNotFound


def _count(start: StartInfo) -> int:
    count = start.no_of_robots if start.strategy is Strategy.ROBOT_COUNT else start.jobs_count
    if count is None:
        return 1
    if not 0 < count <= MOST_JOBS:
        raise InvalidArgument(name="JobsCount")
    return count


async def _kind(ctx: Context, start: StartInfo, folder: Folder) -> RobotType:
    """The runtime that the jobs take: the one asked for, or the first that machines of the folder have."""
    slots = [machine.slots() for machine in await machines_serving(ctx, folder.id)]
    wanted = (start.runtime_type,) if start.runtime_type else UNATTENDED_KINDS
    for kind in wanted:
        if any(offered.get(kind) for offered in slots):
            return kind
    raise NoMachineInFolder


def _job(ctx: Context, start: StartInfo, release: Release, folder: Folder, kind: RobotType) -> Job:
    priority = _priority(start, release)
    source = start.source or SourceType.MANUAL
    foreground = _either(start.requires_user_interaction, release.requires_user_interaction)
    return Job(
        folder_id=folder.id,
        organization_unit_fully_qualified_name=folder.fully_qualified_name,
        release_id=release.id,
        release_name=release.name,
        process_type=release.process_type,
        release_version_id=release.current_version_id,
        process_version=release.process_version,
        entry_point_path=start.entry_point_path or release.entry_point_path,
        specific_priority_value=priority,
        job_priority=word_for(priority),
        source=source.value,
        source_type=source,
        batch_execution_key=start.batch_execution_key or uuid4(),
        creator_user_id=ctx.caller.user_id,
        orchestrator_user_identity=ctx.caller.name,
        runtime_type=kind,
        requires_user_interaction=foreground,
        needs=need(kind, foreground=foreground),
        remote_control_access=start.remote_control_access or release.remote_control_access,
        input_arguments=arguments(start.input_arguments) or release.input_arguments,
        input_file=start.input_file,
        environment_variables=start.environment_variables or release.environment_variables,
        resume_on_same_context=bool(start.resume_on_same_context),
        reference=start.reference or "",
        stop_strategy=start.stop_strategy,
        stop_after_seconds=_seconds(start.stop_process_expression, "StopProcessExpression"),
        kill_after_seconds=_seconds(start.kill_process_expression, "KillProcessExpression"),
        alert_pending_seconds=_seconds(start.alert_pending_expression, "AlertPendingExpression"),
        alert_running_seconds=_seconds(start.alert_running_expression, "AlertRunningExpression"),
        **_passed_on(start),
    )


def _passed_on(start: StartInfo) -> dict[str, Any]:
    """What is kept as it was said, for the robot."""
    names = ("parent_operation_id", "autopilot_for_robots", "profiling_options", "fps_context", "fps_properties")
    spans = ("trace_id", "parent_span_id", "root_span_id", "target_framework")
    return {name: getattr(start, name) for name in (*names, *spans)}


def _either(said: bool | None, usual: bool) -> bool:
    return usual if said is None else said


def _priority(start: StartInfo, release: Release) -> int:
    if start.specific_priority_value is not None:
        if start.job_priority is not None:
            raise PriorityGivenTwice
        if not 1 <= start.specific_priority_value <= 100:
            raise InvalidArgument(name="SpecificPriorityValue")
        return start.specific_priority_value
    if start.job_priority is not None:
        return VALUES[start.job_priority]
    return release.specific_priority_value or VALUES[release.job_priority or JobPriority.NORMAL]


def arguments(text: str | None) -> str | None:
    """Arguments of a job: a JSON object as text, not too long; nothing is None."""
    if text is None or not text.strip():
        return None
    if len(text) > LONGEST_ARGUMENTS:
        raise InvalidArgument(name="InputArguments")
    try:
        msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError as problem:
        raise InvalidArgument(name="InputArguments") from problem
    return text


def _seconds(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        raise InvalidArgument(name=name)
    return int(text)
