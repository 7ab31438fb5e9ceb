"""What is shown of triggers and stands in other tables."""

from collections.abc import Sequence
from typing import Any

from podium.domains.calendars.models import Calendar
from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_numbered
from podium.domains.processes.models.releases import Release
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.definitions import LOOKED_UP
from podium.domains.triggers.models.event_triggers import EventTrigger
from podium.domains.triggers.models.http import HttpTrigger
from podium.domains.triggers.models.launching import ReleaseShown
from podium.domains.triggers.models.schedules import ProcessSchedule, TriggerState
from podium.domains.triggers.queries.schedules import queue_triggers
from podium.kernel.context import Context


async def complete_schedules(ctx: Context, rows: Sequence[ProcessSchedule]) -> None:
    """Look up names, keys and the next occurrences."""
    releases = await ctx.by_id(Release, (row.release_id for row in rows))
    queues = await ctx.by_id(QueueDefinition, (row.queue_definition_id for row in rows))
    calendars = await ctx.by_id(Calendar, (row.calendar_id for row in rows))
    states = ctx.in_tenant(TriggerState).where(TriggerState.schedule_id.in_([row.id for row in rows]))
    nexts = {state.schedule_id: state.next_occurrence for state in await ctx.all(states)}
    for row in rows:
        told: dict[str, Any] = {"next_of_state": nexts.get(row.id)}
        if release := releases.get(row.release_id):
            told |= {"key_of_release": str(release.key), "name_of_release": release.name}
            told["package_of_release"] = release.process_key
        if queue := queues.get(row.queue_definition_id):
            told["name_of_queue"] = queue.name
        if calendar := calendars.get(row.calendar_id):
            told |= {"name_of_calendar": calendar.name, "key_of_calendar": str(calendar.key)}
        vars(row).update(told)


async def complete_queues(ctx: Context, rows: Sequence[QueueDefinition]) -> None:
    """Look up the process and the trigger of queues, and the folders they lie in."""
    releases = await ctx.by_id(Release, (row.release_id for row in rows))
    folders = {number: await ctx.first(folder_numbered(ctx, number)) for number in {row.folder_id for row in rows}}
    triggers = {trigger.queue_definition_id: trigger.id for trigger in await ctx.all(queue_triggers(ctx))}
    for row in rows:
        release, folder = releases.get(row.release_id), folders.get(row.folder_id)
        vars(row)[LOOKED_UP] = {
            "process_schedule_id": triggers.get(row.id),
            "release_name": release.name if release else None,
            "is_process_in_current_folder": release.folder_id == (ctx.folder_id or row.folder_id) if release else None,
            "folder": folder.fully_qualified_name if folder else None,
        }


async def complete_responding(ctx: Context, rows: Sequence[HttpTrigger | EventTrigger]) -> None:
    """Look up the process and the folder of triggers that are set off from outside, and where they are called."""
    releases = await ctx.by_id(Release, (row.release_id for row in rows))
    folders = await ctx.by_id(Folder, (row.folder_id for row in rows))
    for row in rows:
        release, folder = releases[row.release_id], folders[row.folder_id]
        shown = {field: getattr(release, field) for field in ReleaseShown.__struct_fields__}
        told = {"shown_release": ReleaseShown(**shown), "key_of_release": str(release.key)}
        told["path_of_folder"] = folder.fully_qualified_name
        if isinstance(row, HttpTrigger):
            told["address_of_trigger"] = f"{row.method} {row.slug} {folder.key}"
        vars(row).update(told)
