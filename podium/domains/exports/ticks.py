"""What happens to exports as time passes: they are written, and forgotten."""

import asyncio
import logging
import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from podium.domains.exports import states
from podium.domains.exports.commands import SOURCES
from podium.domains.exports.events import ExportEnded
from podium.domains.exports.models import Export, ExportPart
from podium.domains.exports.queries import BATCH, exports_before, open_exports
from podium.engine.ticks import Tick
from podium.kernel.blobs import keep
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import ApiError
from podium.odata.options import Options
from podium.odata.page import page
from podium.odata.report import write_table

log = logging.getLogger(__name__)
ROWS = 5000
"""Rows of one part."""
KEPT = timedelta(days=7)


async def write_part(ctx: Context) -> int:
    """Write the next part of the export that has waited longest."""
    row = await ctx.first(open_exports(ctx))
    if row is None:
        return 0
    try:
        await _write(ctx, row)
    except ApiError as problem:
        log.warning("an export failed", extra={"export": row.id, "problem": str(problem)})
        states.fail(row)
        _told(ctx, row, is_complete=False)
    return 1


async def forget(ctx: Context) -> int:
    """Forget exports of more than a week ago, with their files."""
    return await ctx.erase(exports_before(ctx, ctx.now - KEPT))


async def _write(ctx: Context, row: Export) -> None:
    source, there = SOURCES[row.type], ctx.within(row.tenant_id)
    there.folder_id = row.folder_id
    asked = Options.parse(msgspec.json.decode(row.query, type=dict[str, str]))
    found = await page(there, source.rows(there, row.subject), asked, ROWS)
    values = [vars(shown.row) for shown in found.rows]
    with tempfile.NamedTemporaryFile(prefix="podium-export-") as file:
        path = Path(file.name)
        await asyncio.to_thread(_put_down, path, source.columns, values, has_head=row.parts == 0)
        blob = await keep(there, path)
    there.record(ExportPart(export_id=row.id, number=row.parts, blob=blob.hash))
    row.parts, row.size = row.parts + 1, row.size + blob.size
    if found.next is not None:
        states.go_on(row)
        row.query = Json(msgspec.json.encode(found.next))
        return
    states.complete(row)
    row.executed_at = ctx.now
    _told(ctx, row, is_complete=True)


def _put_down(path: Path, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], *, has_head: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if has_head else "utf-8", newline="") as file:
        write_table(file, columns, rows, has_head=has_head)


def _told(ctx: Context, row: Export, *, is_complete: bool) -> None:
    ctx.tenant_id, ctx.folder_id = row.tenant_id, row.folder_id
    ctx.emit(ExportEnded(export_id=row.id, name=row.name, is_complete=is_complete, user_id=row.user_id))


TICKS = [
    Tick(write_part, every=timedelta(seconds=5), batch=1),
    Tick(forget, every=timedelta(hours=1), batch=BATCH),
]
