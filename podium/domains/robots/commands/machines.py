"""Machines are made, changed and removed; their clients get secrets."""

from uuid import uuid4

from podium.domains.robots.errors import (
    HasAttachedRobots,
    InvalidLicenseKey,
    MachineLicenseCannotChange,
    PairedWithAnotherKey,
)
from podium.domains.robots.events import MachineDeleting
from podium.domains.robots.licensing import check_slots
from podium.domains.robots.models.machines import Machine, MachineSecret
from podium.domains.robots.queries.machines import machine_with_key
from podium.domains.robots.queries.robots import robots_on_machine
from podium.domains.robots.windows import settle_window
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.keys import key_of
from podium.kernel.secrets import fingerprint, random_secret

SHOWN = 4


async def create(ctx: Context, new: Machine) -> Machine:
    """Make a machine with a key of its own, and a secret for its client, which is shown this once."""
    if not new.license_key:
        new.license_key = str(uuid4())
    elif key_of(new.license_key) is None:
        raise InvalidLicenseKey
    settle_window(new, ctx.now)
    await ctx.add(new)
    await check_slots(ctx, new)
    _, new.new_secret = await add_secret(ctx, new)
    return new


async def change(ctx: Context, row: Machine, changes: Changes) -> Machine:
    """Change what was sent; the key of a machine stays, and so does its scope."""
    key = changes.pop("license_key", None)
    if key not in (None, row.license_key):
        raise PairedWithAnotherKey if await ctx.first(machine_with_key(ctx, key)) else MachineLicenseCannotChange
    changes.pop("scope", None)
    for attribute, value in changes.items():
        setattr(row, attribute, value)
    settle_window(row, ctx.now)
    await check_slots(ctx, row)
    ctx.wake(f"machine {row.id}")
    return row


async def delete(ctx: Context, row: Machine) -> None:
    """Remove a machine on which no robot stands and nothing runs."""
    if await ctx.all(robots_on_machine(ctx, row.id)):
        raise HasAttachedRobots(name=row.name)
    ctx.emit(MachineDeleting(machine_id=row.id, name=row.name))
    ctx.remove(row)


async def add_secret(ctx: Context, machine: Machine) -> tuple[MachineSecret, str]:
    """A further secret for a machine's client; the others stay good."""
    secret = random_secret()
    row = MachineSecret(machine_id=machine.id, secret_hash=fingerprint(secret), beginning=secret[:SHOWN])
    row.tenant_id = machine.tenant_id
    return await ctx.add(row), secret
