"""What jobs have to say when processes and machines go, and what a user's robot may run."""

from uuid import UUID

from podium.domains.folders.queries import folder_numbered
from podium.domains.jobs.errors import HasRunningJobs
from podium.domains.jobs.queries.jobs import unfinished_jobs, unfinished_of_robot, unfinished_on_machine
from podium.domains.processes.events import ReleaseDeleting
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.releases import releases_of_tenant
from podium.domains.robots.commands.services import robot_of
from podium.domains.robots.credentials import account
from podium.domains.robots.errors import CannotDeleteBusyRobot, CannotUpdateBusyRobot
from podium.domains.robots.events import MachineDeleting, RobotChanging, RobotDeleting
from podium.domains.robots.models.protocol import SessionData
from podium.kernel.context import Context
from podium.kernel.errors import Conflict
from podium.odata.wire import Plain


class AvailableProcess(Plain):
    activation_key: UUID
    process_key: UUID
    process_name: str
    package_id: str
    package_version: str
    input_arguments: str | None
    folder_id: int
    folder_name: str
    feed_id: UUID | None = None
    feed_url: str | None = None


async def keep_release_of_jobs(ctx: Context, event: ReleaseDeleting) -> None:
    """A process stays while it has jobs that have not ended."""
    if await ctx.first(unfinished_jobs(ctx, event.release_id)) is not None:
        raise HasRunningJobs(name=event.name)


async def keep_machine_of_jobs(ctx: Context, event: MachineDeleting) -> None:
    """A machine stays while it has jobs in hand."""
    if await ctx.first(unfinished_on_machine(ctx, event.machine_id)) is not None:
        raise Conflict(why=f"The machine {event.name} has running jobs.")


async def keep_robot_of_jobs(ctx: Context, event: RobotDeleting) -> None:
    """A robot stays while it has a job in hand."""
    if await ctx.first(unfinished_of_robot(ctx, event.robot_id)) is not None:
        raise CannotDeleteBusyRobot


async def keep_busy_robot(ctx: Context, event: RobotChanging) -> None:
    """A robot stays as it is while it has a job in hand."""
    if await ctx.first(unfinished_of_robot(ctx, event.robot_id)) is not None:
        raise CannotUpdateBusyRobot


async def available(ctx: Context, body: SessionData) -> list[AvailableProcess]:
    """The processes that the user of a robot may start at their host."""
    caller = await account(ctx, await robot_of(ctx, body))
    if caller is None:
        return []
    releases = await ctx.all(releases_of_tenant(ctx))
    mine = [release for release in releases if "Processes.View" in caller.permissions(release.folder_id)]
    return [await _available(ctx, release) for release in mine if not release.hidden_for_attended_user]


async def _available(ctx: Context, release: Release) -> AvailableProcess:
    folder = await ctx.first(folder_numbered(ctx, release.folder_id))
    return AvailableProcess(
        activation_key=release.key,
        process_key=release.key,
        process_name=release.name,
        package_id=release.process_key,
        package_version=release.process_version,
        input_arguments=release.input_arguments,
        folder_id=release.folder_id,
        folder_name=folder.fully_qualified_name if folder else "",
        feed_id=release.feed_id,
    )
