"""Jobs are started."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import msgspec

from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_numbered
from podium.domains.jobs.commands.choices import choices, kind_of_runtime
from podium.domains.jobs.commands.files import seen
from podium.domains.jobs.commands.wake import wake_sessions
from podium.domains.jobs.errors import (
    InputGivenTwice,
    InvalidArgument,
    InvalidReleaseKey,
    NoAvailableLicenses,
    PriorityGivenTwice,
)
from podium.domains.jobs.events import JobCreated
from podium.domains.jobs.frameworks import framework_of
from podium.domains.jobs.models.attachments import JobAttachment
from podium.domains.jobs.models.jobs import LONGEST_ARGUMENTS, Job, SourceType, need, place
from podium.domains.jobs.models.starting import StartInfo
from podium.domains.jobs.priorities import VALUES, word_for
from podium.domains.licences.limits import check_jobs_may_start, limit
from podium.domains.licences.models import RobotType
from podium.domains.processes.arguments import check_input
from podium.domains.processes.commands.deploy import input_of
from podium.domains.processes.models.releases import JobPriority, Release
from podium.domains.processes.queries.releases import release_keyed, release_named
from podium.domains.tenants.errors import UnderMaintenance
from podium.domains.tenants.maintenance import state_of
from podium.domains.tenants.models import Maintenance
from podium.kernel.context import Context
from podium.kernel.errors import FolderNotFound, ParameterMissing


async def start_jobs(ctx: Context, start_info: StartInfo | None = None) -> list[Job]:
    """Make jobs of a process; robots that wait for work are woken."""
    if start_info is None:
        raise ParameterMissing(name="startInfo")
    await check_may_start(ctx)
    release, folder = await process_of(ctx, start_info)
    await check_arguments(ctx, start_info, release)
    chosen = await choices(ctx, start_info, folder, release)
    kind = await kind_of_runtime(ctx, start_info, folder.id)
    if await limit(ctx, kind) == 0:
        raise NoAvailableLicenses
    new = [draft(ctx, start_info, release, folder, kind) for _ in chosen]
    for job, choice in zip(new, chosen, strict=True):
        job.wanted_robot_id, job.wanted_place = choice.robot_id, place(choice.machine_id, choice.session_id)
    await put(ctx, new)
    for job, one in product(new, start_info.attachments or []):
        row = await seen(ctx, one.attachment_id, "Jobs.View")
        ctx.record(JobAttachment(attachment_id=row.id, job_key=job.key, category=one.category))
    return new


async def check_may_start(ctx: Context) -> None:
    """Refuse while the tenant has no valid licence, or is about to stand still."""
    await check_jobs_may_start(ctx)
    if await state_of(ctx, ctx.tenant_id) is not Maintenance.NONE:
        raise UnderMaintenance


async def put(ctx: Context, new: Sequence[Job]) -> list[Job]:
    """Store jobs that are ready to be handed out, and let robots know."""
    await ctx.add_all(new)
    for job in new:
        if job.alert_pending_seconds:
            job.alert_due = ctx.now + timedelta(seconds=job.alert_pending_seconds)
        ctx.emit(JobCreated(folder_id=job.folder_id, job_id=job.id, release_id=job.release_id))
    await wake_sessions(ctx, new)
    return list(new)


async def process_of(ctx: Context, start: StartInfo) -> tuple[Release, Folder]:
    """The process to be run, and its folder."""
    if start.release_key is not None:
        found = await ctx.first(release_keyed(ctx, start.release_key))
    else:
        found = await ctx.first(release_named(ctx, start.release_name)) if start.release_name else None
    if found is None:
        raise InvalidReleaseKey
    folder = await ctx.first(folder_numbered(ctx, found.folder_id))
    if folder is None:
        raise FolderNotFound
    return found, folder


def draft(ctx: Context, start: StartInfo, release: Release, folder: Folder, kind: RobotType) -> Job:
    """A job of a process that is not stored yet."""
    priority = _priority(start, release)
    source = start.source or SourceType.MANUAL
    foreground = _either(start.requires_user_interaction, release.requires_user_interaction)
    framework = start.target_framework or release.target_framework
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
        needs=need(kind, foreground=foreground, framework=framework_of(framework)),
        target_framework=framework,
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
    spans = ("trace_id", "parent_span_id", "root_span_id")
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


async def check_arguments(ctx: Context, start: StartInfo, release: Release) -> None:
    """Refuse arguments that the package does not take. What is in a file only the robot will see."""
    given = arguments(start.input_arguments)
    if start.input_file is None:
        declared = await input_of(ctx, release, start.entry_point_path)
        check_input(declared, given or release.input_arguments, complete=True)
    elif given:
        raise InputGivenTwice


def _seconds(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        raise InvalidArgument(name=name)
    return int(text)
