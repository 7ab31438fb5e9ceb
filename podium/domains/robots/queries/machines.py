"""Machines by key, name and folder."""

import sqlalchemy as sa

from podium.domains.robots.models.machines import Machine, MachineFolder, MachineRobot, MachineScope, MachineSecret
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def machine_with_key(ctx: Context, license_key: str) -> sa.Select[Machine]:
    return ctx.everywhere(Machine).where(Machine.license_key == license_key)


@prepared
def machine_named(ctx: Context, name: str) -> sa.Select[Machine]:
    return ctx.select(Machine).where(sa.func.lower(Machine.name) == sa.func.lower(name))


@prepared
def machines_of_tenant(ctx: Context, tenant: int) -> sa.Select[Machine]:
    return ctx.everywhere(Machine).where(Machine.tenant_id == tenant)


@prepared
def every_machine(ctx: Context) -> sa.Select[Machine]:
    return ctx.everywhere(Machine)


@prepared
def shared_machines(ctx: Context) -> sa.Select[Machine]:
    """The template for hosts whose people sign in and bring no key."""
    return ctx.select(Machine).where(Machine.scope == MachineScope.SHARED)


@prepared
def secrets_of(ctx: Context, machine_id: int) -> sa.Select[MachineSecret]:
    return ctx.everywhere(MachineSecret).where(MachineSecret.machine_id == machine_id)


@prepared
def assignments_of_tenant(ctx: Context, tenant: int) -> sa.Select[MachineFolder]:
    return ctx.everywhere(MachineFolder).where(MachineFolder.tenant_id == tenant)


@prepared
def assignment(ctx: Context, folder: int, machine_id: int) -> sa.Select[MachineFolder]:
    return ctx.in_tenant(MachineFolder).where(MachineFolder.folder_id == folder, MachineFolder.machine_id == machine_id)


@prepared
def mappings_of_tenant(ctx: Context, tenant: int) -> sa.Select[MachineRobot]:
    return ctx.everywhere(MachineRobot).where(MachineRobot.tenant_id == tenant)
