"""Operations that many entity sets have alike, declared at once."""

from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.errors import Forbidden, ParameterMissing
from podium.kernel.names import camel
from podium.kernel.permissions import Need
from podium.kernel.statements import prepared
from podium.odata.catalog import Folder, Handler, Operation, action, function
from podium.odata.wire import Plain


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


def bulk_delete(
    sets: str, entity: type[Entity], delete: Handler, needs: Need, folder: Folder = Folder.NONE
) -> Operation:
    """DeleteBulk: several rows by their ids, ``machineIds`` for machines; all of them or none."""
    argument = f"{entity.__name__.lower()}_ids"
    members = [(argument, list[int] | None, None)]
    wanted: Any = msgspec.defstruct(f"{sets}DeleteBulkRequest", members, bases=(Plain,), kw_only=True)

    async def delete_several(ctx: Context, body: wanted) -> None:
        ids = getattr(body, argument)
        if not ids:
            raise ParameterMissing(name=camel(argument))
        for key in dict.fromkeys(ids):
            await delete(ctx, await ctx.get(entity, key))

    return action(f"{sets}/DeleteBulk", delete_several, needs, 204, folder=folder)
