"""Asking for exports, and fetching what was written."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec

from podium.domains.exports import states
from podium.domains.exports.models import Export, ExportModel, ExportType, Source
from podium.domains.exports.queries import export_of, parts_of
from podium.kernel import tickets
from podium.kernel.blobs import Blobs
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import NotFound
from podium.odata.access import BlobFileAccess
from podium.odata.bind import Base
from podium.odata.options import Options
from podium.odata.page import page
from podium.odata.request import Stream

SOURCES: dict[ExportType, Source] = {}
"""What can be exported; the application fills it."""
ADDRESS = "/api/Exports/Content"
PURPOSE = "export"
LIFETIME = timedelta(minutes=15)
CHUNK = 256 * 1024
KEPT = frozenset({"$filter", "$orderby", "$top", "$skip"})


async def ask(ctx: Context, kind: ExportType, options: Options, subject: int | None = None) -> ExportModel:
    """Have a list written down as it is asked for; refused at once if it cannot be."""
    await page(ctx, SOURCES[kind].rows(ctx, subject), replace(options, top=0, select=(), expand=(), count=False))
    query = {name: text for name, text in options.query.items() if name.lower() in KEPT or name[:1] == "@"}
    ctx.wake("engine")
    row = await ctx.add(
        Export(
            name=f"{kind}-{ctx.now:%Y-%m-%d-%H-%M-%S}.csv",
            type=kind,
            requested_at=ctx.now,
            user_id=ctx.caller.user_id,
            folder_id=ctx.folder_id,
            subject=subject,
            query=Json(msgspec.json.encode(query)),
        )
    )
    return ExportModel(id=row.id, name=row.name, type=kind, status=row.status, requested_at=ctx.now)


async def get(ctx: Context, key: int) -> Export:
    """An export that the caller asked for; those of others do not exist."""
    if ctx.caller.user_id is None:
        raise NotFound(name=f"Export {key}")
    return await ctx.one(export_of(ctx, key, ctx.caller.user_id), f"Export {key}")


async def download_link(ctx: Context, base: Base, key: int) -> BlobFileAccess:
    """Where the file of an export is fetched."""
    row = await get(ctx, key)
    states.hand_over(row)
    ticket = await tickets.issue(ctx, PURPOSE, str(row.id), row.name, str(row.size), lifetime=LIFETIME)
    return BlobFileAccess(uri=f"{base}{ADDRESS}/{ticket}", verb="GET")


async def read(ctx: Context, ticket: str) -> Stream:
    """The file of an export, for whoever was given its address."""
    export_id, name, size = await tickets.examine(ctx, PURPOSE, ticket)
    hashes = [part.blob for part in await ctx.all(parts_of(ctx, int(export_id)))]
    return Stream(_joined(ctx.blobs, hashes), "text/csv; charset=utf-8", name, {"content-length": size})


async def _joined(blobs: Blobs, hashes: Sequence[str]) -> AsyncIterator[bytes]:
    for one in hashes:
        content = blobs.read(one)
        if isinstance(content, Path):
            with content.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        else:
            async for chunk in content:
                yield chunk
