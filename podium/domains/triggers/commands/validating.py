"""Triggers are tried out before they are saved."""

from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.triggers.commands.checking import check
from podium.domains.triggers.commands.schedules import resolved
from podium.domains.triggers.commands.timing import demand_occurrence
from podium.domains.triggers.errors import ScheduleWillNeverRun
from podium.domains.triggers.models.schedules import ProcessSchedule, executors_of, robots_of
from podium.kernel.context import Context
from podium.kernel.entity import Changes, Json
from podium.odata.wire import Complex, read_changes, read_members


class ValidationResult(Complex):
    is_valid: bool
    errors: list[str]
    error_codes: list[str]


async def validate(ctx: Context, process_schedule: Json) -> ValidationResult:
    """Would a trigger work as it is? What cannot be saved at all is an error."""
    changes = read_changes(ProcessSchedule, read_members(bytes(process_schedule), "processSchedule"), complete=True)
    wanted = await resolved(ctx, Changes(changes))
    row = ProcessSchedule(second=ctx.now.second, folder_id=ctx.here(), **wanted)
    await check(ctx, row)
    found = await problems(ctx, row)
    try:
        await demand_occurrence(ctx, row)
    except ScheduleWillNeverRun as problem:
        found[""] = problem.message("en")
    return ValidationResult(
        is_valid=not found, errors=list(found.values()), error_codes=[code for code in found if code]
    )


async def problems(ctx: Context, row: ProcessSchedule) -> dict[str, str]:
    """Why no jobs could be started now, by the reasons for which jobs wait."""
    found: dict[str, str] = {}
    accounts = {account.id for account in await accounts_in(ctx, row.folder_id)}
    machines = {machine.id: machine for machine in await machines_serving(ctx, row.folder_id)}
    pairs = robots_of(row)
    named = {*executors_of(row), *(pair.robot_id for pair in pairs if pair.robot_id)}
    if not accounts or named - accounts:
        found["RobotNotAssignedToFolder"] = "No unattended robot of the folder can run the jobs."
    if {pair.machine_id for pair in pairs if pair.machine_id} - machines.keys() or not machines:
        found["TemplateNotAssignedToFolder"] = "No machine is assigned to the folder that could run the jobs."
    elif not any(any(machine.slots().values()) for machine in machines.values()):
        found["TemplateNoRuntime"] = "No machine of the folder has runtimes for unattended jobs."
    return found


async def robot_ids(ctx: Context, key: int) -> list[int]:
    """The robots that a trigger names."""
    row = await ctx.get(ProcessSchedule, key)
    named = [*executors_of(row), *(pair.robot_id for pair in robots_of(row) if pair.robot_id)]
    return list(dict.fromkeys(named))
