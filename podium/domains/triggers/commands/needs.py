"""What triggers need does not go away beneath them."""

from collections.abc import Iterable, Sequence

from podium.domains.calendars.errors import CalendarInUse
from podium.domains.calendars.events import CalendarChanged, CalendarDeleting
from podium.domains.folders.errors import FolderNotEmpty
from podium.domains.folders.events import FolderDeleting, UserLeftFolder
from podium.domains.identity.events import UserDeleting
from podium.domains.processes.events import ReleaseDeleting
from podium.domains.robots.events import MachineDeleting, RobotDeleting
from podium.domains.robots.queries.robots import robots_of_user
from podium.domains.triggers.commands.timing import begin
from podium.domains.triggers.errors import HasTriggers
from podium.domains.triggers.models.schedules import ProcessSchedule, executors_of, robots_of
from podium.domains.triggers.queries.schedules import state_of, triggers_in, triggers_of_release, triggers_of_tenant
from podium.kernel.context import Context


async def keep_calendar(ctx: Context, event: CalendarDeleting) -> None:
    """A calendar stays while triggers rest by it."""
    if await _resting_by(ctx, event.calendar_id):
        raise CalendarInUse(name=event.name)


async def retime(ctx: Context, event: CalendarChanged) -> None:
    """The triggers that rest by a calendar are timed anew."""
    for row in await _resting_by(ctx, event.calendar_id):
        await begin(ctx, row, await ctx.one(state_of(ctx, row.id), "state"))


async def keep_release(ctx: Context, event: ReleaseDeleting) -> None:
    """A process stays while triggers start it."""
    _refuse(event.name, await ctx.all(triggers_of_release(ctx, event.release_id)))


async def keep_folder(ctx: Context, event: FolderDeleting) -> None:
    """A folder stays while triggers are in it."""
    if await ctx.first(triggers_in(ctx, event.folder_id)) is not None:
        raise FolderNotEmpty(name=event.name)


async def keep_machine(ctx: Context, event: MachineDeleting) -> None:
    """A machine stays while triggers name it."""
    rows = await ctx.all(triggers_of_tenant(ctx))
    _refuse(event.name, [row for row in rows if event.machine_id in {pair.machine_id for pair in robots_of(row)}])


async def keep_robot(ctx: Context, event: RobotDeleting) -> None:
    """A robot stays while triggers name it."""
    _refuse(f"Robot {event.robot_id}", await _naming(ctx, [event.robot_id]))


async def keep_user(ctx: Context, event: UserDeleting) -> None:
    """A user stays while triggers name one of its robots, or start jobs as it."""
    rows = await _naming(ctx, [robot.id for robot in await ctx.all(robots_of_user(ctx, event.user_id))])
    as_user = [row for row in await ctx.all(triggers_of_tenant(ctx)) if _runs_as(row, event.user_id)]
    _refuse(event.user_name, [*rows, *as_user])


async def keep_member(ctx: Context, event: UserLeftFolder) -> None:
    """A user stays in a folder while triggers of the folder name one of its robots, or start jobs as it."""
    rows = await _naming(ctx, [robot.id for robot in await ctx.all(robots_of_user(ctx, event.user_id))])
    as_user = [row for row in await ctx.all(triggers_of_tenant(ctx)) if _runs_as(row, event.user_id)]
    _refuse(f"User {event.user_id}", [row for row in (*rows, *as_user) if row.folder_id == event.folder_id])


async def _resting_by(ctx: Context, calendar_id: int) -> list[ProcessSchedule]:
    return [row for row in await ctx.all(triggers_of_tenant(ctx)) if calendar_id in row.calendar_ids]


async def _naming(ctx: Context, robots: Iterable[int]) -> list[ProcessSchedule]:
    wanted = set(robots)
    rows = await ctx.all(triggers_of_tenant(ctx)) if wanted else []
    return [row for row in rows if wanted & {*executors_of(row), *(pair.robot_id for pair in robots_of(row))}]


def _runs_as(row: ProcessSchedule, user_id: int) -> bool:
    return bool(row.run_as_me) and row.creator_user_id == user_id


def _refuse(name: str, rows: Sequence[ProcessSchedule]) -> None:
    if rows:
        raise HasTriggers(name=name, triggers=", ".join(dict.fromkeys(row.name for row in rows)))
