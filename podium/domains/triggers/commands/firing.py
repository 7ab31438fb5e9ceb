"""Triggers start jobs."""

from datetime import datetime
from uuid import uuid4

from podium.domains.jobs.commands.start import start_jobs
from podium.domains.jobs.commands.stop import stop
from podium.domains.jobs.errors import OwnRobotNotFound, PendingJobsAlreadyExist
from podium.domains.jobs.models.jobs import ENDING, SourceType, StopStrategy
from podium.domains.jobs.models.starting import MachineRobot, StartInfo, Strategy
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.releases import release_of
from podium.domains.robots.coverage import accounts_in
from podium.domains.triggers.commands.failures import failed
from podium.domains.triggers.commands.history import keep, told
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.launching import Launching, robots_of
from podium.domains.triggers.models.schedules import OverlapPolicy, ProcessSchedule, TriggerState, executors_of
from podium.domains.triggers.queries.schedules import jobs_of_trigger
from podium.kernel.context import Context
from podium.kernel.errors import ApiError

ALL, CHOSEN = -1, 0
"""Start strategies of classic folders; other numbers are of jobs."""


async def fire(
    ctx: Context, row: ProcessSchedule, state: TriggerState, occurrence: datetime, cause: Cause = Cause.TIME
) -> None:
    """Start the jobs of an occurrence, or do as the trigger wishes while earlier ones are at work."""
    policy = row.overlap_policy
    earlier = [] if policy is OverlapPolicy.START else await ctx.all(jobs_of_trigger(ctx, row.id))
    if earlier and policy is OverlapPolicy.QUEUE and state.postponed is None:
        state.postponed = occurrence
        keep(ctx, row, Decision.POSTPONED, Cause.OVERLAP, occurrence)
    elif earlier and policy is not OverlapPolicy.REPLACE:
        keep(ctx, row, Decision.SKIPPED, Cause.OVERLAP, occurrence)
    else:
        for job in earlier:
            if job.state not in ENDING:
                await stop(ctx, job, row.stop_strategy or StopStrategy.SOFT_STOP)
        await launch(ctx, row, state, occurrence, cause)


async def launch(
    ctx: Context,
    row: ProcessSchedule,
    state: TriggerState,
    occurrence: datetime | None,
    cause: Cause,
    count: int | None = None,
) -> None:
    """Start jobs and keep what came of it: as many as the trigger says, or ``count`` of them."""
    try:
        jobs = await start_jobs(ctx, await start_info(ctx, row, count))
    except PendingJobsAlreadyExist as problem:
        keep(ctx, row, Decision.SKIPPED, Cause.OVERLAP, occurrence, **told(problem))
    except ApiError as problem:
        await failed(ctx, row, state, problem, occurrence)
    else:
        for job in jobs:
            job.starting_schedule_id = row.id
        state.launch_failures, state.failing_since, state.last_cause = 0, None, None
        facts = {"count": len(jobs), "batch_execution_key": jobs[0].batch_execution_key if jobs else None}
        keep(ctx, row, Decision.FIRED, cause, occurrence, **facts)


async def start_info(ctx: Context, row: ProcessSchedule, count: int | None = None) -> StartInfo:
    """What a time or queue trigger says to start its jobs."""
    release = await released(ctx, row)
    info = StartInfo(
        release_key=release.key,
        source=SourceType.SCHEDULE if row.queue_definition_id is None else SourceType.QUEUE,
        job_priority=None if row.specific_priority_value else row.job_priority,
        specific_priority_value=row.specific_priority_value,
        runtime_type=row.runtime_type,
        input_arguments=row.input_arguments,
        input_file=row.input_file,
        entry_point_path=row.entry_point_path,
        stop_process_expression=row.stop_process_expression,
        kill_process_expression=row.kill_process_expression,
        alert_pending_expression=row.alert_pending_expression,
        alert_running_expression=row.alert_running_expression,
        stop_strategy=row.stop_strategy,
        resume_on_same_context=row.resume_on_same_context,
        batch_execution_key=uuid4(),
    )
    await _choose(ctx, row, info, count)
    return info


async def _choose(ctx: Context, row: ProcessSchedule, info: StartInfo, count: int | None) -> None:
    """How many jobs, and by which robots: of a mapping to machines and robots, each gets as many as are wished."""
    if count is None and row.start_strategy == ALL:
        info.strategy = Strategy.ALL
    elif count is None and row.start_strategy == CHOSEN:
        info.strategy, info.robot_ids = Strategy.SPECIFIC, executors_of(row)
    else:
        pairs = await pairs_of(ctx, row)
        info.strategy, info.machine_robots = Strategy.JOBS_COUNT, pairs
        info.jobs_count = count or row.start_strategy * max(len(pairs), 1)


async def pairs_of(ctx: Context, row: Launching) -> list[MachineRobot]:
    """The machines and robots that a trigger names; the robot of whoever made it, if jobs are to run as they."""
    pairs = list(robots_of(row))
    if not row.run_as_me:
        return pairs
    mine = [robot for robot in await accounts_in(ctx, row.folder_id) if robot.user_id == row.creator_user_id]
    if not mine or row.creator_user_id is None:
        raise OwnRobotNotFound
    places = pairs or [MachineRobot()]
    return [MachineRobot(machine_id=p.machine_id, session_id=p.session_id, robot_id=mine[0].id) for p in places]


async def released(ctx: Context, row: Launching) -> Release:
    """The process of a trigger."""
    return await ctx.one(release_of(ctx, row.release_id or 0), f"Release {row.release_id}")
