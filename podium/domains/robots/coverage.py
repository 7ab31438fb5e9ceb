"""Who may work where: the folders that a machine serves, and the accounts it may run jobs under there."""

from collections.abc import Sequence

from podium.domains.folders.grants import assigned_folders
from podium.domains.folders.models import Folder, FolderUser
from podium.domains.folders.queries import folders_of_tenant
from podium.domains.identity.models import GroupMember, User
from podium.domains.identity.queries import user_of
from podium.domains.robots.models.machines import Machine, MachineFolder, MachineRobot
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.machines import assignments_of_tenant, machines_of_tenant, mappings_of_tenant
from podium.domains.robots.queries.robots import robots_of_tenant
from podium.kernel.context import Context

ALL_FOLDERS = 0
ACCOUNTS_OF = (Robot, MachineRobot, User, GroupMember, Folder, FolderUser)
"""The tables from which is told who may work where."""


async def folders_served(ctx: Context, machine: Machine) -> tuple[int, ...]:
    """The folders assigned to a machine, and those below them where it is passed on; from memory."""
    key, made_of = ("folders served", machine.id), (MachineFolder, Folder)
    kept: tuple[int, ...] | None = ctx.memory.get(key, made_of)
    if kept is not None:
        return kept
    seen = ctx.memory.generations(made_of)
    rows = await ctx.all(assignments_of_tenant(ctx, machine.tenant_id))
    own = {row.folder_id: row.propagated for row in rows if row.machine_id == machine.id}
    folders = await ctx.all(folders_of_tenant(ctx, machine.tenant_id)) if own else []
    served = tuple(sorted(_with_folders_below(own, folders)))
    ctx.memory.keep(key, seen, served)
    return served


def _with_folders_below(own: dict[int, bool], folders: Sequence[Folder]) -> set[int]:
    passed_on = {folder_id for folder_id, propagated in own.items() if propagated}
    for folder in sorted(folders, key=lambda folder: folder.fully_qualified_name.count("/")):
        if folder.parent_id in passed_on:
            passed_on.add(folder.id)
    return passed_on | own.keys()


async def machines_serving(ctx: Context, folder_id: int) -> list[Machine]:
    """The machines that may run jobs of a folder."""
    machines = await ctx.all(machines_of_tenant(ctx, ctx.tenant_id))
    return [machine for machine in machines if folder_id in await folders_served(ctx, machine)]


async def accounts_in(ctx: Context, folder_id: int, machine: Machine | None = None) -> list[Robot]:
    """The unattended robots whose user is assigned to a folder, and which a machine may work with; from memory."""
    key = ("accounts", ctx.tenant_id, folder_id, machine.id if machine else None)
    kept: list[Robot] | None = ctx.memory.get(key, ACCOUNTS_OF)
    if kept is not None:
        return kept
    seen = ctx.memory.generations(ACCOUNTS_OF)
    robots = [robot for robot in await ctx.all(robots_of_tenant(ctx, ctx.tenant_id)) if robot.is_unattended]
    if machine is not None:
        robots = await _mapped(ctx, robots, folder_id, machine)
    accounts = [robot for robot in robots if robot.enabled and await _is_assigned(ctx, robot, folder_id)]
    ctx.memory.keep(key, seen, accounts)
    return accounts


async def _mapped(ctx: Context, robots: list[Robot], folder_id: int, machine: Machine) -> list[Robot]:
    rows = await ctx.all(mappings_of_tenant(ctx, ctx.tenant_id))
    own = [row for row in rows if row.machine_id == machine.id and row.folder_id in (folder_id, ALL_FOLDERS)]
    named = {row.robot_id for row in own}
    return [robot for robot in robots if not named or robot.id in named]


async def _is_assigned(ctx: Context, robot: Robot, folder_id: int) -> bool:
    user = await ctx.first(user_of(ctx, robot.user_id or 0))
    return user is not None and user.is_active and folder_id in await assigned_folders(ctx, user)
