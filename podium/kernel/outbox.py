"""Events that others will be told of, stored in the transaction in which they happened."""

from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Col, InTenant, Json, Record, field, index
from podium.kernel.events import Event

KEPT = timedelta(days=7)
"""How long an event may wait for whoever delivers it."""
BATCH = 500


class OutboxEvent(InTenant, Record, table="outbox"):
    id: Col[int] = field(sa.Identity(), primary_key=True)
    folder_id: Col[int | None] = field()
    kind: Col[str] = field(sa.String(128))
    body: Col[Json] = field()
    happened: Col[datetime] = field()


index("outbox_tenant", OutboxEvent.tenant_id, OutboxEvent.id)
index("outbox_happened", OutboxEvent.happened)


def store(ctx: Context, event: Event) -> None:
    """Keep an event of the folder that it names, or else of the one it happened in."""
    body, folder_id = Json(msgspec.json.encode(event)), getattr(event, "folder_id", ctx.folder_id)
    ctx.record(OutboxEvent(folder_id=folder_id, kind=type(event).__name__, body=body, happened=ctx.now))


async def sweep(ctx: Context) -> int:
    """Forget events that are too old to be of use."""
    return await ctx.erase(ctx.everywhere(OutboxEvent).where(OutboxEvent.happened < ctx.now - KEPT).limit(BATCH))
