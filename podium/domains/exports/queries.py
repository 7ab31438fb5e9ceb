"""Exports that are to be written, and their parts."""

from datetime import datetime

import sqlalchemy as sa

from podium.domains.exports.models import Export, ExportPart, Status
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 100


@prepared
def export_of(ctx: Context, export_id: int, user_id: int) -> sa.Select[Export]:
    """An export that a user asked for."""
    return ctx.in_tenant(Export).where(Export.id == export_id, Export.user_id == user_id)


@prepared
def open_exports(ctx: Context) -> sa.Select[Export]:
    open_ = ctx.everywhere(Export).where(Export.status.in_([Status.NEW, Status.IN_PROGRESS]))
    return open_.order_by(Export.id).limit(1)


@prepared
def exports_before(ctx: Context, until: datetime) -> sa.Select[Export]:
    return ctx.everywhere(Export).where(Export.requested_at < until).order_by(Export.requested_at).limit(BATCH)


@prepared
def parts_of(ctx: Context, export_id: int) -> sa.Select[ExportPart]:
    return ctx.in_tenant(ExportPart).where(ExportPart.export_id == export_id).order_by(ExportPart.number)
