"""What becomes of tenants that were deleted: what they held is removed, little by little."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from podium.domains.tenants import mail
from podium.domains.tenants.queries import deleted_tenants
from podium.engine.ticks import Tick
from podium.kernel.context import Context
from podium.kernel.entity import METADATA, Record

BATCH = 500


async def remove_deleted(ctx: Context) -> int:
    """Remove some rows of a deleted tenant; and the tenant itself, when nothing is left."""
    tenant = await ctx.first(deleted_tenants(ctx))
    if tenant is None:
        return 0
    for record in _in_order():
        rows = await _some(ctx, record, tenant.id)
        if rows:
            for row in rows:
                ctx.discard(row)
            return BATCH
    ctx.discard(tenant)
    return 1


def _in_order() -> list[type[Record]]:
    """The tables whose rows belong to tenants, each before those that its rows refer to."""
    records: list[type[Record]] = [table.info["record"] for table in reversed(METADATA.sorted_tables)]
    parts = [record for record in records if record.part_of]
    return parts + [record for record in records if "tenant_id" in record.table.c]


def _belongs(ctx: Context, record: type[Record], tenant_id: int) -> sa.ColumnElement[bool]:
    """The condition that a row is a tenant's, or part of something that is."""
    table = record.table
    if record.part_of is None:
        return table.c.tenant_id == tenant_id
    column, leads_to = record.part_of
    name, _, key = leads_to.partition(".")
    whole = METADATA.tables[name]
    wholes = ctx.everywhere(whole.info["record"]).where(whole.c.tenant_id == tenant_id)
    return table.c[column].in_(wholes.with_only_columns(whole.c[key]))


async def _some(ctx: Context, record: Any, tenant_id: int) -> list[Record]:
    """Rows of a table to which no other row of it refers."""
    table = record.table
    rows = ctx.everywhere(record).where(_belongs(ctx, record, tenant_id)).limit(BATCH)
    own = [(column.name, key.column) for column in table.c for key in column.foreign_keys if key.column.table is table]
    for name, referred in own:
        others = table.alias()
        rows = rows.where(~sa.exists().where(others.c[name] == referred))
    return await ctx.all(rows)


TICKS = [
    Tick(remove_deleted, every=timedelta(minutes=1), batch=BATCH),
    Tick(mail.deliver, every=timedelta(seconds=30), batch=mail.BATCH),
]
