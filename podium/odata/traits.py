"""Operations that many entity sets have alike, declared at once."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.errors import Forbidden
from podium.kernel.permissions import Need
from podium.kernel.statements import prepared
from podium.odata.catalog import Folder, Handler, Operation, function


def asking(rows: Handler) -> Handler:
    """A list that may ask which permissions its caller holds in the folder, and refuse who does not."""

    def list_(
        ctx: Context,
        mandatory_permissions: list[str] | None = None,
        at_least_one_permissions: list[str] | None = None,
    ) -> Any:
        held = ctx.caller.permissions(ctx.folder_id)
        all_of, one_of = set(mandatory_permissions or ()), set(at_least_one_permissions or ())
        if not all_of <= held:
            raise Forbidden(missing=" and ".join(sorted(all_of)))
        if one_of and held.isdisjoint(one_of):
            raise Forbidden(missing=" or ".join(sorted(one_of)))
        return rows(ctx)

    return list_


def by_key(sets: str, entity: type[Entity], key: Any, needs: Need) -> Operation:
    """GetByKey: the row whose ``key``, a column of guids, is the identifier."""

    @prepared
    def keyed(ctx: Context, identifier: UUID) -> sa.Select[Any]:
        return ctx.select(entity).where(key == identifier)

    async def found(ctx: Context, identifier: UUID) -> entity:  # type: ignore[valid-type]
        return await ctx.one(keyed(ctx, identifier), f"{entity.__name__} {identifier}")

    path = f"{sets}/UiPath.Server.Configuration.OData.GetByKey(identifier={{identifier}})"
    return function(path, found, needs, folder=Folder.REQUIRED)
