"""How a tick goes through the rows of many tenants: one tenant in a unit of work, the others in turns after it."""

from collections.abc import Sequence
from typing import TypeVar

from podium.kernel.context import Context
from podium.kernel.entity import InTenant

R = TypeVar("R", bound=InTenant)


def in_one_tenant(ctx: Context, rows: Sequence[R]) -> list[R]:
    """The rows of the first one's tenant, in which the unit of work goes on."""
    if not rows:
        return []
    ctx.tenant_id = rows[0].tenant_id
    return [row for row in rows if row.tenant_id == ctx.tenant_id]


def done(ctx: Context, rows: Sequence[InTenant], batch: int) -> int:
    """How much was done: a full batch, so that there is another turn, while rows of other tenants are left."""
    return len(rows) if all(row.tenant_id == ctx.tenant_id for row in rows) else batch
