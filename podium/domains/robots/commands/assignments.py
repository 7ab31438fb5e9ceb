"""Folders are given machines, and machines the robots that they work with there."""

from podium.domains.folders.access import demand, folder
from podium.domains.folders.events import FolderDeleting
from podium.domains.robots.models.machines import Machine, MachineFolder, MachineRobot
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.machines import assignment, assignments_of_tenant, mappings_of_tenant
from podium.kernel.context import Context
from podium.odata.wire import Complex


class MachineAssignments(Complex):
    machine_ids: list[int]
    folder_ids: list[int]


class MachineAssociations(Complex):
    folder_id: int
    added_machine_ids: list[int] = []
    removed_machine_ids: list[int] = []


class MachineInherit(Complex):
    machine_id: int
    folder_id: int
    inherit_enabled: bool


class MachineRobots(Complex):
    machine_id: int
    folder_id: int
    added_robot_ids: list[int] = []
    removed_robot_ids: list[int] = []


async def assign(ctx: Context, assignments: MachineAssignments) -> None:
    """Let machines serve folders. What is assigned already stays as it is."""
    for folder_id in assignments.folder_ids:
        await _edit(ctx, folder_id, assignments.machine_ids, [])


async def update(ctx: Context, associations: MachineAssociations) -> None:
    """Give a folder machines, and take others away."""
    said = associations
    await _edit(ctx, said.folder_id, said.added_machine_ids, said.removed_machine_ids)


async def remove(ctx: Context, key: int, machine_ids: list[int]) -> None:
    """Take machines away from a folder."""
    await _edit(ctx, key, [], machine_ids)


async def toggle_inherit(ctx: Context, body: MachineInherit) -> None:
    """Let a machine of a folder serve those below it as well, or not."""
    demand(ctx, "Edit", (await folder(ctx, body.folder_id)).id)
    what = f"Machine {body.machine_id} of folder {body.folder_id}"
    row = await ctx.one(assignment(ctx, body.folder_id, body.machine_id), what)
    row.propagated = body.inherit_enabled


async def set_robots(ctx: Context, body: MachineRobots) -> None:
    """Say with which robots a machine works in a folder; where none are named it works with all."""
    demand(ctx, "Edit", (await folder(ctx, body.folder_id)).id)
    await ctx.get(Machine, body.machine_id)
    rows = await ctx.all(mappings_of_tenant(ctx, ctx.tenant_id))
    here = {row.robot_id: row for row in rows if (row.folder_id, row.machine_id) == (body.folder_id, body.machine_id)}
    for robot_id in set(body.removed_robot_ids) & here.keys():
        ctx.remove(here[robot_id])
    for robot_id in dict.fromkeys(body.added_robot_ids):
        robot = await ctx.get(Robot, robot_id)
        if robot_id not in here:
            ctx.record(MachineRobot(folder_id=body.folder_id, machine_id=body.machine_id, robot_id=robot.id))


async def leave_folder(ctx: Context, event: FolderDeleting) -> None:
    """Machines do not keep a folder: they are taken away from it."""
    for row in await ctx.all(assignments_of_tenant(ctx, ctx.tenant_id)):
        if row.folder_id == event.folder_id:
            ctx.remove(row)
    for mapping in await ctx.all(mappings_of_tenant(ctx, ctx.tenant_id)):
        if mapping.folder_id == event.folder_id:
            ctx.remove(mapping)


async def _edit(ctx: Context, folder_id: int, added: list[int], removed: list[int]) -> None:
    demand(ctx, "Edit", (await folder(ctx, folder_id)).id)
    for machine_id in dict.fromkeys(removed):
        row = await ctx.first(assignment(ctx, folder_id, machine_id))
        if row is not None:
            ctx.remove(row)
    for machine_id in dict.fromkeys(added):
        machine = await ctx.get(Machine, machine_id)
        if await ctx.first(assignment(ctx, folder_id, machine.id)) is None:
            ctx.record(MachineFolder(folder_id=folder_id, machine_id=machine.id))
