"""Which robots, machines and runtimes jobs are to have, as far as that is said when they are started."""

from podium.domains.folders.models import Folder, ProvisionType
from podium.domains.jobs.errors import (
    InvalidArgument,
    NoMachineInFolder,
    NoUnattendedRobot,
    OwnRobotNotFound,
    PendingJobsAlreadyExist,
    RobotNotInFolder,
    StrategyNotAvailableInClassicFolder,
    StrategyNotAvailableInModernFolder,
)
from podium.domains.jobs.models.starting import MachineRobot, StartInfo, Strategy
from podium.domains.jobs.queries.jobs import pending_of
from podium.domains.licences.models import RobotType
from podium.domains.processes.models.releases import Release
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.models.robots import Robot
from podium.kernel.context import Context

MOST_JOBS = 10_000
USUAL = (RobotType.UNATTENDED, RobotType.NON_PRODUCTION)
"""The runtimes that jobs take where none is asked for, the first that is there."""
CLASSIC = {Strategy.ALL, Strategy.ROBOT_COUNT}
ANYONE = MachineRobot()


async def choices(ctx: Context, start: StartInfo, folder: Folder, release: Release) -> list[MachineRobot]:
    """For each job to be made, by what it is to be run as far as that is asked for."""
    _check_strategy(start, folder)
    accounts = await accounts_in(ctx, folder.id)
    if not accounts:
        raise NoUnattendedRobot
    pairs = [MachineRobot(robot_id=_own_robot(ctx, accounts).id)] if start.run_as_me else pairs_of(start)
    if {pair.robot_id for pair in pairs if pair.robot_id} - {account.id for account in accounts}:
        raise RobotNotInFolder
    if start.strategy is Strategy.SPECIFIC:
        return await _without_pending(ctx, release, pairs)
    if start.strategy is Strategy.ALL:
        return [MachineRobot(robot_id=account.id) for account in accounts]
    return [pairs[number % len(pairs)] for number in range(_count(start))]


def pairs_of(start: StartInfo) -> list[MachineRobot]:
    """What is asked for, one after the other."""
    pairs = list(start.machine_robots or [])
    pairs += [MachineRobot(robot_id=robot_id) for robot_id in start.robot_ids or []]
    pairs += [MachineRobot(session_id=session_id) for session_id in start.machine_session_ids or []]
    return pairs or [ANYONE]


async def kind_of_runtime(ctx: Context, start: StartInfo, folder_id: int) -> RobotType:
    """The runtime that the jobs take: the one asked for, or the first that machines of the folder have."""
    slots = [machine.slots() for machine in await machines_serving(ctx, folder_id)]
    for kind in (start.runtime_type,) if start.runtime_type else USUAL:
        if any(offered.get(kind) for offered in slots):
            return kind
    raise NoMachineInFolder


def _check_strategy(start: StartInfo, folder: Folder) -> None:
    classic = folder.provision_type is ProvisionType.MANUAL
    if start.strategy in CLASSIC and not classic:
        raise StrategyNotAvailableInModernFolder(name=start.strategy)
    if start.strategy is Strategy.MODERN_JOBS_COUNT and classic:
        raise StrategyNotAvailableInClassicFolder(name=start.strategy)
    if start.robot_ids and start.strategy in CLASSIC:
        raise InvalidArgument(name="RobotIds")


def _own_robot(ctx: Context, accounts: list[Robot]) -> Robot:
    for account in accounts:
        if ctx.caller.user_id is not None and account.user_id == ctx.caller.user_id:
            return account
    raise OwnRobotNotFound


def _count(start: StartInfo) -> int:
    count = start.no_of_robots if start.strategy is Strategy.ROBOT_COUNT else start.jobs_count
    if count is None:
        return 1
    if not 0 < count <= MOST_JOBS:
        raise InvalidArgument(name="JobsCount")
    return count


async def _without_pending(ctx: Context, release: Release, pairs: list[MachineRobot]) -> list[MachineRobot]:
    """A robot waits for one job of a process at a time; those asked for that do so already are left out."""
    robots = tuple([pair.robot_id for pair in pairs if pair.robot_id is not None])
    waiting = {job.wanted_robot_id for job in await ctx.all(pending_of(ctx, release.id, robots))}
    left = [pair for pair in pairs if pair.robot_id not in waiting]
    if not left:
        raise PendingJobsAlreadyExist
    return left
