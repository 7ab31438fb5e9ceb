"""Folders by key, path and tenant, and who is assigned to them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.folders.models import Folder, FolderType, FolderUser
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


@prepared
def workspace_of(ctx: Context, user_id: int) -> sa.Select[Folder]:
    return ctx.select(Folder).where(Folder.owner_id == user_id)


@prepared
def workspaces(ctx: Context) -> sa.Select[Folder]:
    personal = ctx.select(Folder).where(Folder.folder_type == FolderType.PERSONAL)
    return personal.order_by(Folder.fully_qualified_name)


@prepared
def units(ctx: Context) -> sa.Select[Folder]:
    return ctx.select(Folder).where(~Folder.is_personal).order_by(Folder.id)


@prepared
def exploring_too_long(ctx: Context, since: datetime, most: int) -> sa.Select[FolderUser]:
    return ctx.everywhere(FolderUser).where(FolderUser.exploring_since <= since).limit(most)


@prepared
def places_of(ctx: Context, user_id: int) -> sa.Select[FolderUser]:
    """Where a user is assigned."""
    return ctx.everywhere(FolderUser).where(FolderUser.user_id == user_id)


@prepared
def members_of(ctx: Context, place: int) -> sa.Select[FolderUser]:
    """Who is assigned to a folder itself."""
    return ctx.select(FolderUser).where(FolderUser.folder_id == place)


@prepared
def member(ctx: Context, place: int, user_id: int) -> sa.Select[FolderUser]:
    return ctx.select(FolderUser).where(FolderUser.folder_id == place, FolderUser.user_id == user_id)
