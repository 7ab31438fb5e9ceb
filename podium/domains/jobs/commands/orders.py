"""What a service is told to do: to start the jobs it was handed, to stop those that are to end."""

from podium.domains.folders.queries import folder_numbered
from podium.domains.identity.queries import user_of
from podium.domains.jobs.models.jobs import ENDING, WAITING, Job, State
from podium.domains.jobs.models.protocol import Command, CommandData, UserDetails
from podium.domains.processes.queries.releases import release_of
from podium.domains.robots.execution import execution_settings
from podium.domains.robots.models.protocol import SECRET
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.robots import robot_of
from podium.kernel.context import Context
from podium.kernel.sealing import unseal

START, STOP = "StartProcess", "StopProcess"
RESUMED = "Trigger"
"""Where a resumed job comes from; anything but Manual lets the robot go on from the saved state."""


async def order(ctx: Context, job: Job) -> Command | None:
    """The command for a job in hand; None while it runs, and if its process or robot is gone."""
    if job.state not in WAITING | ENDING:
        return None
    robot = await ctx.first(robot_of(ctx, job.robot_id or 0))
    data = await _data(ctx, job)
    if robot is not None and data is not None and data.type == START:
        await _sign_in(ctx, robot, data)
    user = await ctx.first(user_of(ctx, robot.user_id or 0)) if robot else None
    if robot is None or data is None or user is None:
        return None
    return Command(
        robot_key=robot.key,
        robot_name=robot.name,
        robot_type=robot.type.number,
        machine_id=job.machine_id or 0,
        username=robot.username,
        user_details=UserDetails(key=user.key, email=user.email_address or ""),
        execution_settings=await execution_settings(ctx, robot),
        auth_settings={SECRET: str(robot.key)},
        data=data,
    )


async def _sign_in(ctx: Context, robot: Robot, data: CommandData) -> None:
    """Tell with which account of the host the job is to run, if the robot's password is kept here."""
    data.username = robot.username
    data.credential_type = robot.credential_type.number if robot.credential_type is not None else None
    if robot.password is not None:
        data.password = await unseal(ctx, robot, "password")


async def _data(ctx: Context, job: Job) -> CommandData | None:
    release = await ctx.first(release_of(ctx, job.release_id))
    folder = await ctx.first(folder_numbered(ctx, job.folder_id))
    if release is None or folder is None:
        return None
    kind = STOP if job.state in ENDING else START
    return CommandData(
        type=kind,
        id=f"{job.key}:{job.fence}:{kind}",
        job_key=job.key,
        process_key=release.key,
        folder_id=folder.id,
        folder_key=folder.key,
        folder_path=folder.fully_qualified_name,
        fully_qualified_folder_name=folder.fully_qualified_name,
        package_id=release.process_key,
        package_version=job.process_version,
        entry_point_path=job.entry_point_path,
        process_name=release.name,
        feed_id=release.feed_id,
        input_arguments=job.input_arguments,
        input_file=job.input_file,
        environment_variables=job.environment_variables,
        fps_properties=job.fps_properties,
        fps_context=job.fps_context,
        persistence_id=job.persistence_id,
        resume_version=job.resume_version,
        resume_source=RESUMED if job.persistence_id else None,
        trace_id=job.trace_id,
        parent_span_id=job.parent_span_id,
        root_span_id=job.root_span_id,
        requires_user_interaction=job.requires_user_interaction,
        profiling_options=job.profiling_options,
        job_source=job.source,
        default_input_arguments=release.input_arguments,
        process_settings=release.process_settings,
        video_recording_settings=release.video_recording_settings,
        stop_strategy="Kill" if job.state is State.TERMINATING else "SoftStop" if kind is STOP else None,
        podium_fence=job.fence,
    )
