"""Triggers are tried out before they are saved."""

from podium.domains.jobs.commands.validate import validate_start
from podium.domains.jobs.models.reasons import ValidationResult
from podium.domains.triggers.commands.checking import check
from podium.domains.triggers.commands.firing import start_info
from podium.domains.triggers.commands.schedules import resolved
from podium.domains.triggers.commands.timing import demand_occurrence
from podium.domains.triggers.errors import ScheduleWillNeverRun
from podium.domains.triggers.models.launching import robots_of
from podium.domains.triggers.models.schedules import ProcessSchedule, executors_of
from podium.kernel.context import Context
from podium.kernel.entity import Changes, Json
from podium.odata.wire import read_changes, read_members


async def validate(ctx: Context, process_schedule: Json) -> ValidationResult:
    """Would a trigger work as it is? What cannot be saved at all is an error."""
    changes = read_changes(ProcessSchedule, read_members(bytes(process_schedule), "processSchedule"), complete=True)
    wanted = await resolved(ctx, Changes(changes))
    row = ProcessSchedule(second=ctx.now.second, folder_id=ctx.here(), creator_user_id=ctx.caller.user_id, **wanted)
    await check(ctx, row)
    result = await validate_start(ctx, await start_info(ctx, row))
    try:
        await demand_occurrence(ctx, row)
    except ScheduleWillNeverRun as problem:
        result.is_valid = False
        result.errors.append(problem.message("en"))
    return result


async def robot_ids(ctx: Context, key: int) -> list[int]:
    """The robots that a trigger names."""
    row = await ctx.get(ProcessSchedule, key)
    named = [*executors_of(row), *(pair.robot_id for pair in robots_of(row) if pair.robot_id)]
    return list(dict.fromkeys(named))
