"""The operation that every list which can be exported has, declared at once."""

from typing import Any

from podium.domains.exports import commands
from podium.domains.exports.models import ExportModel, ExportType
from podium.kernel.context import Context
from podium.kernel.permissions import Need
from podium.odata.catalog import Folder, Operation, action
from podium.odata.options import Options


def exportable(path: str, kind: ExportType, needs: Need, folder: Folder = Folder.NONE) -> Operation:
    """Export: have the list written down that the same query would show."""

    async def export(ctx: Context, options: Options) -> ExportModel:
        return await commands.ask(ctx, kind, options)

    return action(path, export, needs, folder=folder)


def exportable_of(path: str, kind: ExportType, needs: Need, entity: type[Any]) -> Operation:
    """Export of what belongs to one row, which the path names."""

    async def export(ctx: Context, row: entity, options: Options) -> ExportModel:  # type: ignore[valid-type]
        return await commands.ask(ctx, kind, options, row.id)  # type: ignore[attr-defined]

    return action(path, export, needs)
