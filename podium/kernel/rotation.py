"""Replacing the keys that secrets are sealed with, while they are read and written.

First every tenant gets a new key, under the newest master key, and the others are retired: they open, and seal no
more. Then what they sealed is sealed anew, batch by batch. Retired keys go a day later, when nothing needs them: until
then whoever had not heard of the change, or holds an address sealed before it, is not harmed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.entity import METADATA, Record
from podium.kernel.sealing import ID_BYTES, DataKey, new_key, seal, unseal
from podium.kernel.statements import prepared

if TYPE_CHECKING:
    from podium.kernel.database import Database

KEEPER = Place(Caller("keys"))
BATCH = 200
GRACE = timedelta(days=1)


async def rotate(db: "Database") -> int:
    """Replace every key, and seal anew what the former ones sealed; how many secrets that were."""
    await db.alone(KEEPER, renew)
    total = 0
    while done := await db.alone(KEEPER, reseal):
        total += done
    await db.alone(KEEPER, rewrap)
    return total


async def renew(ctx: Context) -> None:
    """Retire the keys there are, and give their tenants new ones; all are wrapped with the newest master key."""
    keys = await ctx.all(every_key(ctx))
    for key in keys:
        key.retired = key.retired or ctx.now
    for tenant in {key.tenant_id for key in keys}:
        await new_key(ctx, tenant)
    await rewrap(ctx)


async def rewrap(ctx: Context) -> None:
    """Wrap every key with the newest master key, so that older ones open nothing."""
    for key in await ctx.all(every_key(ctx)):
        key.master, key.wrapped = ctx.vault.rewrap(key.id, key.master, key.wrapped)


async def reseal(ctx: Context) -> int:
    """Seal anew some of what retired keys sealed."""
    retired = [key.id for key in await ctx.all(retired_keys(ctx, ctx.now))]
    done = 0
    for record, attribute in _sealed() if retired else ():
        rows = await ctx.all(_sealed_with(ctx, record, attribute, retired).limit(BATCH).with_for_update())
        for row in rows:
            await seal(ctx, row, attribute, await unseal(ctx, row, attribute))
        done += len(rows)
    ctx.seen.clear()  # nobody has changed anything that is to be told of
    return done


async def finish(ctx: Context) -> int:
    """Seal anew what was sealed with a retired key since; forget those that were retired a day ago."""
    done = await reseal(ctx)
    if not done:
        for key in await ctx.all(retired_keys(ctx, ctx.now - GRACE)):
            ctx.discard(key)
    return done


@prepared
def every_key(ctx: Context) -> sa.Select[DataKey]:
    return ctx.everywhere(DataKey).order_by(DataKey.id).with_for_update()


@prepared
def retired_keys(ctx: Context, until: datetime) -> sa.Select[DataKey]:
    return ctx.everywhere(DataKey).where(DataKey.retired <= until)


def _sealed_with(ctx: Context, record: type[Record], attribute: str, keys: list[UUID]) -> sa.Select[Any]:
    beginning = sa.func.substr(record.table.c[attribute], 1, ID_BYTES, type_=sa.LargeBinary())
    return ctx.everywhere(record).where(beginning.in_([key.bytes for key in keys]))


def _sealed() -> Iterator[tuple[type[Record], str]]:
    """Every table with secrets, and the columns that hold them."""
    for table in METADATA.sorted_tables:
        yield from ((table.info["record"], column.name) for column in table.c if column.info.get("sealed"))
