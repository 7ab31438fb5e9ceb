"""Folders by key, path and tenant."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.folders.models import Folder
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def folder_keyed(ctx: Context, key: UUID) -> sa.Select[Folder]:
    return ctx.select(Folder).where(Folder.key == key)


@prepared
def folder_numbered(ctx: Context, number: int) -> sa.Select[Folder]:
    return ctx.select(Folder).where(Folder.id == number)


@prepared
def folder_at(ctx: Context, path: str) -> sa.Select[Folder]:
    return ctx.select(Folder).where(sa.func.lower(Folder.fully_qualified_name) == sa.func.lower(path))


@prepared
def folders_of_tenant(ctx: Context, tenant: int) -> sa.Select[Folder]:
    return ctx.everywhere(Folder).where(Folder.tenant_id == tenant)
