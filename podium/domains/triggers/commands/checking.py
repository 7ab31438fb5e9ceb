"""What triggers say must make sense."""

from podium.domains.calendars.commands import demand_zone
from podium.domains.calendars.queries import calendar_of
from podium.domains.folders.models import ProvisionType
from podium.domains.folders.queries import folder_numbered
from podium.domains.jobs.commands.choices import MOST_JOBS
from podium.domains.jobs.commands.start import arguments
from podium.domains.jobs.errors import StrategyNotAvailableInModernFolder
from podium.domains.processes.arguments import check_input
from podium.domains.processes.commands.deploy import input_of
from podium.domains.processes.queries.releases import release_of
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.triggers.commands.firing import ALL, CHOSEN
from podium.domains.triggers.commands.timing import cron_of
from podium.domains.triggers.errors import InvalidArgument
from podium.domains.triggers.models.launching import Launching, robots_of
from podium.domains.triggers.models.schedules import ProcessSchedule, executors_of
from podium.kernel.context import Context

EXPRESSIONS = {
    "stop_process_expression": "StopProcessExpression",
    "kill_process_expression": "KillProcessExpression",
    "alert_pending_expression": "AlertPendingExpression",
    "alert_running_expression": "AlertRunningExpression",
}


async def check(ctx: Context, row: ProcessSchedule) -> None:
    """Refuse what makes no sense, and put in what queue triggers leave open."""
    demand_zone(row.time_zone_id)
    if row.queue_definition_id is None:
        cron_of(row)
    else:
        row.items_activation_threshold = row.items_activation_threshold or 1
        row.items_per_job_activation_target = row.items_per_job_activation_target or 1
        row.max_jobs_for_activation = row.max_jobs_for_activation or 1
    await _check_strategy(ctx, row)
    await check_launching(ctx, row, row.entry_point_path)
    for attribute, name in EXPRESSIONS.items():
        text = getattr(row, attribute)
        if text and not text.isdigit():
            raise InvalidArgument(name=name)
    for calendar_id in row.calendar_ids:
        await ctx.one(calendar_of(ctx, calendar_id), f"Calendar {calendar_id}")


async def check_launching(ctx: Context, row: Launching, path: str | None = None) -> None:
    """Refuse arguments that the process does not take at ``path``, and machines and robots that do not exist."""
    row.input_arguments = arguments(row.input_arguments)
    release = row.input_arguments and await ctx.first(release_of(ctx, row.release_id or 0))
    if release:  # more may come with what sets the trigger off, so nothing need be complete yet
        check_input(await input_of(ctx, release, path), row.input_arguments, complete=False)
    for pair in robots_of(row):
        if pair.robot_id:
            await ctx.get(Robot, pair.robot_id)
        if pair.machine_id:
            await ctx.get(Machine, pair.machine_id)


async def _check_strategy(ctx: Context, row: ProcessSchedule) -> None:
    if not ALL <= row.start_strategy <= MOST_JOBS:
        raise InvalidArgument(name="StartStrategy")
    if executors_of(row) and row.start_strategy != CHOSEN:
        raise InvalidArgument(name="ExecutorRobots")
    folder = await ctx.first(folder_numbered(ctx, row.folder_id))
    if row.start_strategy == ALL and folder and folder.provision_type is not ProvisionType.MANUAL:
        raise StrategyNotAvailableInModernFolder(name=row.start_strategy)
