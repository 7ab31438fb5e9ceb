"""Operations that many entity sets have alike, declared at once."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.permissions import Need
from podium.kernel.statements import prepared
from podium.odata.catalog import Folder, Operation, function


def by_key(sets: str, entity: type[Entity], key: Any, needs: Need) -> Operation:
    """GetByKey: the row whose ``key``, a column of guids, is the identifier."""

    @prepared
    def keyed(ctx: Context, identifier: UUID) -> sa.Select[Any]:
        return ctx.select(entity).where(key == identifier)

    async def found(ctx: Context, identifier: UUID) -> entity:  # type: ignore[valid-type]
        return await ctx.one(keyed(ctx, identifier), f"{entity.__name__} {identifier}")

    path = f"{sets}/UiPath.Server.Configuration.OData.GetByKey(identifier={{identifier}})"
    return function(path, found, needs, folder=Folder.REQUIRED)
