"""Robots and machines as lists show them."""

import sqlalchemy as sa

from podium.domains.folders.access import tree
from podium.domains.folders.models import FolderUser
from podium.domains.robots.coverage import accounts_in, machines_serving
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.queries.machines import machines_of_tenant
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.statements import Bound, prepared
from podium.odata.wire import Complex


class KeyValue(Complex):
    type_name = "KeyValuePairOfStringString"
    key: str
    value: str | None


@prepared
def all_robots(ctx: Context) -> sa.Select[Robot]:
    return ctx.select(Robot)


@prepared
def robots_among(ctx: Context, folders: tuple[int, ...]) -> sa.Select[Robot]:
    """The robots whose users are assigned to one of some folders."""
    users = ctx.in_tenant(FolderUser).with_only_columns(FolderUser.user_id)
    return ctx.select(Robot).where(Robot.user_id.in_(users.where(FolderUser.folder_id == sa.any_(folders))))  # type: ignore[arg-type]


@prepared
def robots_numbered(ctx: Context, ids: tuple[int, ...]) -> sa.Select[Robot]:
    return ctx.select(Robot).where(Robot.id == sa.any_(ids))  # type: ignore[arg-type]


@prepared
def machines_numbered(ctx: Context, ids: tuple[int, ...]) -> sa.Select[Machine]:
    return ctx.select(Machine).where(Machine.id == sa.any_(ids))  # type: ignore[arg-type]


async def robots_here(ctx: Context) -> Bound[Robot]:
    """The robots of the folder, or of the tenant."""
    return await robots_of_folder(ctx, ctx.folder_id) if ctx.folder_id is not None else all_robots(ctx)


async def robots_of_folder(ctx: Context, folder_id: int, machine_id: int | None = None) -> Bound[Robot]:
    """The robots whose users are assigned to a folder, or to one above it; those that a machine may work with."""
    if machine_id is not None:
        machine = await ctx.get(Machine, machine_id)
        return robots_numbered(ctx, tuple([robot.id for robot in await accounts_in(ctx, folder_id, machine)]))
    return robots_among(ctx, await _with_folders_above(ctx, folder_id))


async def folder_robots(ctx: Context, folder_id: int, machine_id: int) -> Bound[Robot]:
    """The unattended robots of a folder, for the choice of those that a machine shall work with."""
    await ctx.get(Machine, machine_id)
    return robots_numbered(ctx, tuple([robot.id for robot in await accounts_in(ctx, folder_id)]))


async def robots_for_process(ctx: Context, process_id: str) -> Bound[Robot]:
    """The robots that could run a process of the folder, whichever package it is of."""
    return await robots_here(ctx)


async def usernames(ctx: Context) -> list[str]:
    """The names under which robots work on their hosts."""
    return sorted({robot.username for robot in await ctx.all(all_robots(ctx)) if robot.username})


async def license_keys(ctx: Context) -> list[KeyValue]:
    """The keys of machines by their names."""
    machines = await ctx.all(machines_of_tenant(ctx, ctx.tenant_id))
    return [KeyValue(key=machine.name, value=machine.license_key) for machine in machines]


async def assigned_machines(ctx: Context, folder_id: int, robot_id: int | None = None) -> Bound[Machine]:
    """The machines that serve a folder; those that may work with a robot there."""
    return machines_numbered(ctx, tuple([machine.id for machine in await machines_serving(ctx, folder_id, robot_id)]))


async def _with_folders_above(ctx: Context, folder_id: int) -> tuple[int, ...]:
    folders = await tree(ctx)
    folder = folders.folders.get(folder_id)
    if folder is None:
        raise NotFound(name=f"Folder {folder_id}")
    return (folder_id, *(above.id for above in folders.ancestors(folder)))
