"""Machines as folders show them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from podium.domains.folders.access import demand, folder, may, tree
from podium.domains.folders.models import Folder
from podium.domains.robots.models.machines import Machine, MachineFolder
from podium.domains.robots.queries.machines import assignments_of_tenant, machines_of_tenant, mappings_of_tenant
from podium.domains.robots.queries.robots import robots_of_tenant
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.wire import Complex, show


class FolderState(StrEnum):
    NOT_ASSIGNED = "NotAssigned"
    ASSIGNED = "Assigned"
    INHERITED = "Inherited"


class MoveChange(Complex):
    machine_id: int
    machine_name: str
    old_machine_folder_state: FolderState
    new_machine_folder_state: FolderState


class MappedRobot(Complex):
    user_name: str | None
    robot_id: int
    has_triggers: bool = False


async def machines_for(ctx: Context, key: int) -> list[dict[str, Any]]:
    """Every machine of the tenant, and how it serves a folder."""
    here = await _seen(ctx, key)
    above = (await tree(ctx)).ancestors(here)
    rows = await ctx.all(assignments_of_tenant(ctx, ctx.tenant_id))
    mapped = {row.machine_id for row in await ctx.all(mappings_of_tenant(ctx, ctx.tenant_id)) if row.folder_id == key}
    found = []
    for machine in await ctx.all(machines_of_tenant(ctx, ctx.tenant_id)):
        own = next((row for row in rows if (row.machine_id, row.folder_id) == (machine.id, key)), None)
        giver = _giver(machine, above, rows)
        about = {
            "IsAssignedToFolder": own is not None,
            "HasMachineRobots": machine.id in mapped,
            "IsInherited": own is None and giver is not None,
            "PropagateToSubFolders": own is not None and own.propagated,
            "InheritedFromFolderName": giver.fully_qualified_name if giver else None,
            "UpdateInfo": None,
        }
        found.append(show(machine) | about)
    return found


async def folders_with(ctx: Context, root_folder_id: int, machine_id: int) -> list[Folder]:
    """The folders below one to which a machine is assigned itself."""
    root = await _seen(ctx, root_folder_id)
    rows = await ctx.all(assignments_of_tenant(ctx, ctx.tenant_id))
    assigned = {row.folder_id for row in rows if row.machine_id == machine_id}
    return [one for one in (await tree(ctx)).branch(root) if one.id in assigned and one.id != root.id]


async def changes_of_move(ctx: Context, folder_id: int, target_parent_id: int | None = None) -> list[MoveChange]:
    """How machines would serve a folder otherwise if it were moved."""
    folders = await tree(ctx)
    here = await folder(ctx, folder_id)
    demand(ctx, "Delete", here.id)
    target = folders.folders.get(target_parent_id) if target_parent_id is not None else None
    there = [*folders.ancestors(target), target] if target else []
    rows = await ctx.all(assignments_of_tenant(ctx, ctx.tenant_id))
    found = []
    for machine in await ctx.all(machines_of_tenant(ctx, ctx.tenant_id)):
        old, new = (_state(machine, here, above, rows) for above in (folders.ancestors(here), there))
        if old is not new:
            change = {"old_machine_folder_state": old, "new_machine_folder_state": new}
            found.append(MoveChange(machine_id=machine.id, machine_name=machine.name, **change))
    return found


async def robots_of_machine(ctx: Context, folder_id: int, machine_id: int) -> list[MappedRobot]:
    """The robots that a machine works with in a folder, where it does not work with all."""
    await _seen(ctx, folder_id)
    rows = await ctx.all(mappings_of_tenant(ctx, ctx.tenant_id))
    named = {row.robot_id for row in rows if (row.folder_id, row.machine_id) == (folder_id, machine_id)}
    robots = [robot for robot in await ctx.all(robots_of_tenant(ctx, ctx.tenant_id)) if robot.id in named]
    return [MappedRobot(user_name=robot.username, robot_id=robot.id) for robot in robots]


async def _seen(ctx: Context, number: int) -> Folder:
    here = await folder(ctx, number)
    if not may(ctx, "View", here.id):
        raise NotFound(name=f"Folder {number}")
    return here


def _giver(machine: Machine, above: Sequence[Folder], rows: Sequence[MachineFolder]) -> Folder | None:
    """The nearest folder above that passes a machine on."""
    passing = {row.folder_id for row in rows if row.machine_id == machine.id and row.propagated}
    return next((one for one in reversed(above) if one.id in passing), None)


def _state(machine: Machine, here: Folder, above: Sequence[Folder], rows: Sequence[MachineFolder]) -> FolderState:
    if any((row.machine_id, row.folder_id) == (machine.id, here.id) for row in rows):
        return FolderState.ASSIGNED
    return FolderState.INHERITED if _giver(machine, above, rows) else FolderState.NOT_ASSIGNED
