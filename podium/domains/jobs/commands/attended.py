"""Jobs that people start at their hosts: the server hears of them when they run."""

from uuid import UUID, uuid4

from podium.domains.folders.queries import folder_numbered
from podium.domains.jobs.models.jobs import Job, JobType, SourceType, need
from podium.domains.jobs.models.protocol import Report
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.releases import release_in_tenant
from podium.domains.robots.commands.services import session_here
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.robots import robot_with_key
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.keys import key_of


async def adopt(ctx: Context, machine: Machine, key: UUID, report: Report) -> Job:
    """The job that a robot speaks of and nobody has started here: its user did. It is known from now on."""
    robot = await ctx.first(robot_with_key(ctx, report.robot_key)) if report.robot_key else None
    process = key_of(report.process_key)
    release = await ctx.first(release_in_tenant(ctx, process)) if process else None
    if robot is None or release is None or robot.tenant_id != ctx.tenant_id or robot.is_unattended:
        raise NotFound(name=f"Job {key}")
    return await ctx.add(await _job(ctx, key, machine, robot, release))


async def _job(ctx: Context, key: UUID, machine: Machine, robot: Robot, release: Release) -> Job:
    session = await session_here(ctx, machine, robot.id)
    folder = await ctx.first(folder_numbered(ctx, release.folder_id))
    return Job(
        key=key,
        folder_id=release.folder_id,
        organization_unit_fully_qualified_name=folder.fully_qualified_name if folder else None,
        type=JobType.ATTENDED,
        source=SourceType.AGENT.value,
        source_type=SourceType.AGENT,
        batch_execution_key=uuid4(),
        release_id=release.id,
        release_name=release.name,
        release_version_id=release.current_version_id,
        process_type=release.process_type,
        process_version=release.process_version,
        entry_point_path=release.entry_point_path,
        creator_user_id=robot.user_id,
        runtime_type=robot.type,
        needs=need(robot.type, foreground=release.requires_user_interaction),
        requires_user_interaction=release.requires_user_interaction,
        robot_id=robot.id,
        machine_id=machine.id,
        session_id=session.id,
        host_machine_name=session.host_machine_name,
        local_system_account=robot.username,
        heard=ctx.now,
    )
