"""The secrets of machines' clients: listed without telling them, made and removed."""

from datetime import datetime

from podium.domains.robots.commands.machines import add_secret
from podium.domains.robots.models.machines import Machine, MachineSecret
from podium.domains.robots.queries.machines import machine_with_key, secrets_of
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.wire import Plain

MASK = "*****"


class Secret(Plain):
    id: str
    secret: str
    creation_time: datetime


async def every(ctx: Context, key: str) -> list[Secret]:
    """The secrets of a machine's client by how they begin."""
    rows = await ctx.all(secrets_of(ctx, (await _machine(ctx, key)).id))
    return [Secret(id=str(row.id), secret=f"{row.beginning}{MASK}", creation_time=row.creation_time) for row in rows]


async def create(ctx: Context, key: str) -> Secret:
    """A further secret; it is shown this once."""
    row, secret = await add_secret(ctx, await _machine(ctx, key))
    return Secret(id=str(row.id), secret=secret, creation_time=row.creation_time)


async def delete(ctx: Context, key: int) -> None:
    """Make a secret worthless."""
    ctx.remove(await ctx.get(MachineSecret, key))


async def _machine(ctx: Context, key: str) -> Machine:
    machine = await ctx.first(machine_with_key(ctx, key))
    if machine is None or machine.tenant_id != ctx.tenant_id:
        raise NotFound(name=f"Machine {key}")
    return machine
