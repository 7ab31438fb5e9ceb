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
from podium.domains.triggers.models.launching import Launching, robots_of
from podium.domains.triggers.models.schedules import ProcessSchedule, executors_of
from podium.domains.triggers.queries.event_triggers import event_triggers_of_tenant
from podium.domains.triggers.queries.http import http_triggers_of_tenant
from podium.domains.triggers.queries.schedules import state_of, triggers_of_tenant
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
    _refuse(event.name, [row for row in await _triggers(ctx) if row.release_id == event.release_id])


async def keep_folder(ctx: Context, event: FolderDeleting) -> None:
    """A folder stays while triggers are in it."""
    if any(row.folder_id == event.folder_id for row in await _triggers(ctx)):
        raise FolderNotEmpty(name=event.name)


async def keep_machine(ctx: Context, event: MachineDeleting) -> None:
    """A machine stays while triggers name it."""
    rows = await _triggers(ctx)
    _refuse(event.name, [row for row in rows if event.machine_id in {pair.machine_id for pair in robots_of(row)}])


async def keep_robot(ctx: Context, event: RobotDeleting) -> None:
    """A robot stays while triggers name it."""
    _refuse(f"Robot {event.robot_id}", [row for row in await _triggers(ctx) if event.robot_id in _robots(row)])


async def keep_user(ctx: Context, event: UserDeleting) -> None:
    """A user stays while triggers name one of its robots, or start jobs as it."""
    _refuse(event.user_name, await _of_user(ctx, event.user_id))


async def keep_member(ctx: Context, event: UserLeftFolder) -> None:
    """A user stays in a folder while triggers of the folder name one of its robots, or start jobs as it."""
    rows = await _of_user(ctx, event.user_id)
    _refuse(f"User {event.user_id}", [row for row in rows if row.folder_id == event.folder_id])


async def _triggers(ctx: Context) -> list[Launching]:
    responding = [*await ctx.all(http_triggers_of_tenant(ctx)), *await ctx.all(event_triggers_of_tenant(ctx))]
    return [*await ctx.all(triggers_of_tenant(ctx)), *responding]


async def _resting_by(ctx: Context, calendar_id: int) -> list[ProcessSchedule]:
    return [row for row in await ctx.all(triggers_of_tenant(ctx)) if calendar_id in row.calendar_ids]


async def _of_user(ctx: Context, user_id: int) -> list[Launching]:
    """The triggers that name a robot of a user, or start jobs as it."""
    robots = {robot.id for robot in await ctx.all(robots_of_user(ctx, user_id))}
    return [
        row
        for row in await _triggers(ctx)
        if robots & _robots(row) or (row.run_as_me and row.creator_user_id == user_id)
    ]


def _robots(row: Launching) -> set[int | None]:
    chosen: Iterable[int] = executors_of(row) if isinstance(row, ProcessSchedule) else ()
    return {*chosen, *(pair.robot_id for pair in robots_of(row))}


def _refuse(name: str, rows: Sequence[Launching]) -> None:
    if rows:
        raise HasTriggers(name=name, triggers=", ".join(row.name for row in rows))
