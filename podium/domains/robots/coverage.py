"""Who may work where: the folders that a machine serves, and the accounts it may run jobs under there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from podium.domains.folders.access import tree
from podium.domains.folders.models import Folder, FolderUser
from podium.domains.folders.queries import folders_of_tenant
from podium.domains.folders.tree import downwards
from podium.domains.identity.models import GroupMember, User
from podium.domains.robots.models.machines import Machine, MachineFolder, MachineRobot
from podium.domains.robots.models.robots import UNATTENDED, Robot
from podium.domains.robots.queries.machines import assignments_of_tenant, machines_of_tenant, mappings_of_tenant
from podium.kernel.context import Context
from podium.kernel.statements import prepared

ALL_FOLDERS = 0
SERVED_OF = (MachineFolder, Folder)
"""The tables from which is told which folders machines serve."""
ACCOUNTS_OF = (Robot, MachineRobot, User, GroupMember, Folder, FolderUser)
"""The tables from which is told who may work where."""


@prepared
def accounts_among(ctx: Context, folders: tuple[int, ...]) -> sa.Select[Robot]:
    """The unattended robots whose user, or a group of the user, is assigned to one of some folders."""
    assigned = ctx.in_tenant(FolderUser).with_only_columns(FolderUser.user_id)
    assigned = assigned.where(FolderUser.folder_id == sa.any_(folders))  # type: ignore[arg-type]
    grouped = (
        ctx.in_tenant(GroupMember).with_only_columns(GroupMember.user_id).where(GroupMember.group_id.in_(assigned))
    )
    active = ctx.in_tenant(User).with_only_columns(User.id).where(User.is_active)
    users = active.where(sa.or_(User.id.in_(assigned), User.id.in_(grouped)))
    robots = ctx.in_tenant(Robot).where(Robot.enabled, Robot.type.in_(sorted(UNATTENDED)), Robot.user_id.in_(users))
    return robots.order_by(Robot.id)


async def folders_served(ctx: Context, machine: Machine) -> tuple[int, ...]:
    """The folders assigned to a machine, and those below them where it is passed on."""
    return (await _served(ctx, machine.tenant_id)).get(machine.id, ())


async def machines_serving(ctx: Context, folder_id: int, robot_id: int | None = None) -> list[Machine]:
    """The machines that may run jobs of a folder; of them those that may work with a robot, if one is named."""

    async def make() -> list[Machine]:
        served = await _served(ctx, ctx.tenant_id)
        machines = await ctx.all(machines_of_tenant(ctx, ctx.tenant_id))
        return [machine for machine in machines if folder_id in served.get(machine.id, ())]

    machines = await ctx.remembered(("machines serving", ctx.tenant_id, folder_id), (Machine, *SERVED_OF), make)
    if robot_id is None:
        return machines
    accounts = [(machine, await accounts_in(ctx, folder_id, machine)) for machine in machines]
    return [machine for machine, able in accounts if robot_id in {account.id for account in able}]


async def accounts_in(ctx: Context, folder_id: int, machine: Machine | None = None) -> list[Robot]:
    """The unattended robots whose user is assigned to a folder, and which a machine may work with."""
    accounts = await _accounts(ctx, folder_id)
    mapped = (await _mapped(ctx)).get(machine.id) if machine else None
    if not mapped:
        return accounts
    named = mapped.get(folder_id, set()) | mapped.get(ALL_FOLDERS, set())
    return [account for account in accounts if account.id in named] if named else accounts


async def robots_for(ctx: Context, machine: Machine, folders: Sequence[int]) -> tuple[int, ...]:
    """The robots that a machine may work with in some folders; from memory, as one for machines without mappings."""
    is_mapped = machine.id in await _mapped(ctx)

    async def make() -> tuple[int, ...]:
        found = {account.id for folder_id in folders for account in await accounts_in(ctx, folder_id, machine)}
        return tuple(sorted(found))

    key = ("robots for", ctx.tenant_id, tuple(folders), machine.id if is_mapped else None)
    return await ctx.remembered(key, ACCOUNTS_OF, make)


async def _served(ctx: Context, tenant: int) -> Mapping[int, tuple[int, ...]]:
    """The folders that each machine of a tenant serves; from memory."""

    async def make() -> Mapping[int, tuple[int, ...]]:
        own: dict[int, dict[int, bool]] = defaultdict(dict)
        for row in await ctx.all(assignments_of_tenant(ctx, tenant)):
            own[row.machine_id][row.folder_id] = row.propagated
        folders = downwards(await ctx.all(folders_of_tenant(ctx, tenant)))
        return {machine_id: tuple(sorted(_with_folders_below(rows, folders))) for machine_id, rows in own.items()}

    return await ctx.remembered(("folders served", tenant), SERVED_OF, make)


def _with_folders_below(own: Mapping[int, bool], folders: Sequence[Folder]) -> set[int]:
    passed_on = {folder_id for folder_id, propagated in own.items() if propagated}
    for folder in folders if passed_on else ():
        if folder.parent_id in passed_on:
            passed_on.add(folder.id)
    return passed_on | own.keys()


async def _accounts(ctx: Context, folder_id: int) -> list[Robot]:
    """The accounts of a folder for machines without mappings; from memory."""

    async def make() -> list[Robot]:
        folders = await tree(ctx)
        above = folders.ancestors(folders.folders[folder_id]) if folder_id in folders.folders else []
        return await ctx.all(accounts_among(ctx, (folder_id, *(folder.id for folder in above))))

    return await ctx.remembered(("accounts", ctx.tenant_id, folder_id), ACCOUNTS_OF, make)


async def _mapped(ctx: Context) -> Mapping[int, Mapping[int, set[int]]]:
    """By machine and folder, the robots that it works with alone; from memory."""

    async def make() -> Mapping[int, Mapping[int, set[int]]]:
        mapped: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for row in await ctx.all(mappings_of_tenant(ctx, ctx.tenant_id)):
            mapped[row.machine_id][row.folder_id].add(row.robot_id)
        return mapped

    return await ctx.remembered(("mapped robots", ctx.tenant_id), (MachineRobot,), make)
