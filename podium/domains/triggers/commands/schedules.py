"""Time and queue triggers are made, changed, switched on and off, and removed."""

from typing import Any
from uuid import UUID

from podium.domains.calendars.models import Calendar
from podium.domains.calendars.queries import calendar_keyed, calendar_of
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.releases import release_keyed
from podium.domains.queues.models import QueueDefinition
from podium.domains.triggers.commands.checking import check
from podium.domains.triggers.commands.failures import forgive
from podium.domains.triggers.commands.history import keep
from podium.domains.triggers.commands.queues import evaluate
from podium.domains.triggers.commands.timing import begin, demand_occurrence
from podium.domains.triggers.errors import (
    AlreadyAtWork,
    NotAQueueTrigger,
    NotEnabled,
    NotStored,
    ScheduleWillNeverRun,
)
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.launching import Failing, Launching
from podium.domains.triggers.models.schedules import ProcessSchedule, TriggerState
from podium.domains.triggers.queries.schedules import state_of
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import ApiError, NotFound
from podium.kernel.keys import key_of
from podium.odata.request import Answered

KEYS = {"release_id": "release_key_sent", "calendar_id": "calendar_key_sent"}


async def create(ctx: Context, changes: Changes) -> ProcessSchedule:
    """Make a trigger; it is timed at once."""
    row = ProcessSchedule(
        second=ctx.now.second, creator_user_id=ctx.caller.user_id, folder_id=ctx.here(), **await resolved(ctx, changes)
    )
    await check(ctx, row)
    await demand_occurrence(ctx, row)
    await ctx.add(row)
    state = TriggerState(schedule_id=row.id)
    ctx.record(state)
    await begin(ctx, row, state)
    return row


async def replace(ctx: Context, row: ProcessSchedule, changes: Changes) -> None:
    """Change all of a trigger."""
    await amend(ctx, row, changes)


async def amend(ctx: Context, row: ProcessSchedule, changes: Changes) -> ProcessSchedule:
    """Change what was sent; the trigger is timed anew."""
    was_enabled = row.enabled
    try:
        wanted = await resolved(ctx, changes)
    except NotFound as problem:
        raise NotStored(name=row.name, details={"missing": problem.facts["name"]}) from problem
    for attribute, value in wanted.items():
        setattr(row, attribute, value)
    await check(ctx, row)
    await demand_occurrence(ctx, row)
    state = await ctx.one(state_of(ctx, row.id), "state")
    await begin(ctx, row, state)
    if row.enabled is not was_enabled:
        switched(ctx, row, state)
    return row


async def delete(ctx: Context, row: ProcessSchedule) -> None:
    """Remove a trigger; jobs that it has started go on."""
    ctx.remove(row)


async def set_enabled(
    ctx: Context, schedule_ids: list[int], enabled: bool, multistatus_enabled: bool = False
) -> bool | Answered:
    """Switch triggers on or off: all or none of them, or each that can be, and then say how each fared."""
    fates = {schedule_id: await _fate(ctx, schedule_id, enabled) for schedule_id in dict.fromkeys(schedule_ids)}
    problems = [fate for fate in fates.values() if isinstance(fate, ApiError)]
    if problems and not multistatus_enabled:
        raise problems[0]
    for fate in fates.values():
        if isinstance(fate, ProcessSchedule) and fate.enabled is not enabled:
            await _switch(ctx, fate, enabled)
    return Answered(207, {str(key): _told(fate) for key, fate in fates.items()}) if problems else True


async def activate(ctx: Context, row: ProcessSchedule) -> None:
    """Let a queue trigger look at its queue now."""
    if row.queue_definition_id is None:
        raise NotAQueueTrigger(name=row.name)
    if not row.enabled:
        raise NotEnabled(name=row.name)
    state = await ctx.one(state_of(ctx, row.id), "state")
    if await evaluate(ctx, row, state, Cause.ACTIVATED) is None:
        raise AlreadyAtWork


async def _fate(ctx: Context, schedule_id: int, enabled: bool) -> ProcessSchedule | ApiError:
    """A trigger that can be switched so, or why not."""
    try:
        row = await ctx.get(ProcessSchedule, schedule_id)
        if enabled:
            await demand_occurrence(ctx, row)
    except ScheduleWillNeverRun:
        return NotStored(name=row.name, details={"reason": "It would never run."})
    except NotFound as problem:
        return problem
    return row


async def _switch(ctx: Context, row: ProcessSchedule, enabled: bool) -> None:
    row.enabled = enabled
    state = await ctx.one(state_of(ctx, row.id), "state")
    await begin(ctx, row, state)
    switched(ctx, row, state)


def switched(ctx: Context, row: Launching, state: Failing) -> None:
    """Somebody has switched a trigger on or off."""
    if row.enabled:
        forgive(state)
    keep(ctx, row, Decision.ENABLED if row.enabled else Decision.DISABLED, Cause.USER)


def _told(fate: ProcessSchedule | ApiError) -> dict[str, Any]:
    if isinstance(fate, ApiError):
        return {"StatusCode": fate.status, "ErrorCode": fate.code, "Message": fate.message("en")}
    return {"StatusCode": 200, "ErrorCode": None, "Message": None}


async def resolved(ctx: Context, changes: Changes) -> dict[str, Any]:
    """What is to be set, with what was named by key: process, queue and calendars, all of which must exist."""
    wanted = dict(changes)
    keys = {attribute: wanted.pop(sent, None) for attribute, sent in KEYS.items()}
    if wanted.get("release_id") is None and keys["release_id"]:
        found = await ctx.one(release_keyed(ctx, key_named(keys["release_id"])), f"Release {keys['release_id']}")
        wanted["release_id"] = found.id
    elif "release_id" in wanted:
        await ctx.get(Release, wanted["release_id"] or 0)
    if wanted.get("calendar_id") is None and keys["calendar_id"]:
        calendar = await ctx.one(calendar_keyed(ctx, key_named(keys["calendar_id"])), f"Calendar {keys['calendar_id']}")
        wanted["calendar_id"] = calendar.id
    if wanted.get("calendar_id") is not None:
        await ctx.one(calendar_of(ctx, wanted["calendar_id"]), f"{Calendar.__name__} {wanted['calendar_id']}")
    if wanted.get("queue_definition_id") is not None:
        await ctx.get(QueueDefinition, wanted["queue_definition_id"])
    return wanted


def key_named(text: str) -> UUID:
    """A key that a client names; what is none names nothing."""
    key = key_of(text)
    if key is None:
        raise NotFound(name=text)
    return key
