"""Where shared things are seen."""

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.links import Link
from podium.kernel.statements import prepared


@prepared
def links_of(ctx: Context, kind: str, row_id: int) -> sa.Select[Link]:
    return ctx.in_tenant(Link).where(Link.kind == kind, Link.row_id == row_id).order_by(Link.folder_id)


@prepared
def links_to(ctx: Context, place: int) -> sa.Select[Link]:
    return ctx.in_tenant(Link).where(Link.folder_id == place)
