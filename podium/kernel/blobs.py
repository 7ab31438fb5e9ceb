"""Files that rows refer to: known by the SHA-256 of what is in them, kept once, gone when no row needs them.

A file is stored before the row that refers to it is written. First its hash is noted in a unit of work of its own,
then it is stored: whatever is interrupted leaves a note that no row refers to, and that is swept a day later, with its
file. Sweeping locks the note, and storing renews it, so that a file about to be used again is never removed.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import sqlalchemy as sa
from obstore.exceptions import BaseError

from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.entity import METADATA, Col, Record, field, index
from podium.kernel.statements import prepared
from podium.kernel.stores import Content, Store, StoreFailed

if TYPE_CHECKING:
    from podium.kernel.database import Database

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
RETRY = 5.0
KEEPER = Place(Caller("files"))
FRESH = timedelta(hours=12)
ORPHANED = timedelta(days=1)
BATCH = 50


class Blob(Record, table="blobs"):
    """What is known of a file. Who needs it has a foreign key to its hash, with an index."""

    hash: Col[str] = field(sa.String(64), primary_key=True)
    size: Col[int] = field()
    touched: Col[datetime] = field()
    """When it was last put."""


index("blobs_touched", Blob.touched)


class Blobs:
    """The files of the server."""

    def __init__(self, db: "Database", store: Store) -> None:
        self.db, self.store = db, store

    async def there(self, blob_hash: str, size: int) -> bool:
        """Is the file there as a whole?"""
        return await self._ask(self.store.size, blob_hash) == size

    def read(self, blob_hash: str) -> Content:
        return self.store.read(blob_hash)

    async def put(self, blob: Blob, file: Path) -> None:
        """Note the blob, then store its file."""

        async def note(ctx: Context) -> None:
            known = await ctx.first(blob_noted(ctx, blob.hash))
            if known is None:
                ctx.record(Blob(hash=blob.hash, size=blob.size, touched=ctx.now))
            else:
                known.touched = ctx.now

        await self.db.alone(KEEPER, note)
        if not await self.there(blob.hash, blob.size):
            await self._ask(self.store.put, blob.hash, file)

    async def _ask(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        try:
            return await asyncio.to_thread(work, *args, **named)
        except (OSError, BaseError) as problem:
            log.exception("files cannot be reached")
            raise StoreFailed(retry_after=RETRY) from problem


@prepared
def blob_noted(ctx: Context, blob_hash: str) -> sa.Select[Blob]:
    return ctx.everywhere(Blob).where(Blob.hash == blob_hash)


async def keep(ctx: Context, file: Path) -> Blob:
    """Store a file that a row is about to refer to. A command that is run again may do this again.

    It is done before anything is written: the database is not kept waiting meanwhile.
    """
    blob = await asyncio.to_thread(_described, file, ctx.now)
    known = await ctx.first(blob_noted(ctx, blob.hash))
    fresh = known is not None and known.touched > ctx.now - FRESH
    if not fresh or not await ctx.blobs.there(blob.hash, blob.size):
        await ctx.away(ctx.blobs.put(blob, file))
    return blob


async def sweep(ctx: Context) -> int:
    """Remove files to which no row has referred for a day."""
    orphans = await ctx.all(orphaned(ctx, ctx.now - ORPHANED))
    for blob in orphans:
        await asyncio.to_thread(ctx.blobs.store.delete, blob.hash)
        ctx.remove(blob)
    await asyncio.to_thread(ctx.blobs.store.tidy)
    return len(orphans)


@prepared
def orphaned(ctx: Context, before: datetime) -> sa.Select[Blob]:
    unused = [~sa.exists().where(column == Blob.hash) for column in _referring()]
    found = ctx.everywhere(Blob).where(Blob.touched < before, *unused).order_by(Blob.touched)
    return found.limit(BATCH).with_for_update(skip_locked=True)


def _referring() -> Iterator[sa.Column[str]]:
    """Every column of any table that refers to blobs."""
    for table in METADATA.tables.values():
        yield from (key.parent for key in table.foreign_keys if key.target_fullname == "blobs.hash")


def _described(file: Path, now: datetime) -> Blob:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Blob(hash=digest, size=file.stat().st_size, touched=now)
