"""One request, start to end: find, permit, bind, call; what comes of it is presented by ``Presenter``."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from podium.kernel.context import Context
from podium.kernel.entity import Record
from podium.kernel.errors import BadRequest, FolderNotFound, Forbidden, NotFound
from podium.odata.bind import bind, find_folder
from podium.odata.catalog import Catalog, Folder, Operation
from podium.odata.idempotency import HEADER, once
from podium.odata.present import Presenter
from podium.odata.request import Request, Response

Locate = Callable[[Context], Awaitable[int | None]]
"""The folder that a request's headers name, if the caller has access to it."""


@dataclass(slots=True)
class Call:
    """An operation found for a request: the work of one caller, to be done alone or in a group."""

    operation: Operation
    path: Mapping[str, str]
    request: Request
    locate: Locate
    sets: Mapping[type[Record], str]
    then: Callable[[Context], Any] | None = None
    """What is run instead of the handler, which has done its part."""

    async def __call__(self, ctx: Context) -> Response:
        key = self.request.headers.get(HEADER)
        try:
            if key and self.request.method == "POST":
                return await once(ctx, key, self.request, self._serve)
            return await self._serve(ctx)
        except RecursionError as problem:
            raise BadRequest(why="What was sent is nested too deep.") from problem

    async def _serve(self, ctx: Context) -> Response:
        operation = self.operation
        if operation.folder is not Folder.NONE:
            ctx.folder_id = await self.locate(ctx)
            if ctx.folder_id is None:
                ctx.folder_id = await self._folder_of_row(ctx)
        permit(ctx, operation, self.path)
        if self.then is not None:
            result = self.then(ctx)
        else:
            result = operation.handler(ctx, **await bind(ctx, operation, self.path, self.request))
        if inspect.isawaitable(result):
            result = await result
        return await Presenter(ctx, operation, self.request, self.sets).response(result)

    async def _folder_of_row(self, ctx: Context) -> int | None:
        if self.operation.folder is Folder.OPTIONAL:
            return None
        folder_id = await find_folder(ctx, self.operation, self.path)
        if folder_id is not None and not ctx.caller.permissions(folder_id):
            raise FolderNotFound
        return folder_id


def find(catalog: Catalog, request: Request, locate: Locate) -> Call:
    found = catalog.routes.find(request.method, request.path)
    if found is None:
        raise NotFound(name=f"{request.method} {request.path}")
    return Call(*found, request, locate, catalog.names)


def permit(ctx: Context, operation: Operation, path: Mapping[str, str]) -> None:
    """Refuse a caller who lacks a permission here, or whose token lacks the scope.

    A token that is limited to scopes opens nothing for which none is published.
    """
    caller = ctx.caller
    if not operation.needs.met(_held(ctx, operation, path)):
        raise Forbidden(missing=str(operation.needs))
    if caller.scopes is not None and not operation.public and caller.scopes.isdisjoint(operation.scopes):
        raise Forbidden(missing=f"scope {' or '.join(operation.scopes) or 'of a person'}")


def _held(ctx: Context, operation: Operation, path: Mapping[str, str]) -> frozenset[str]:
    """What the caller holds where it counts: in the folder of the request or, across folders, in the one of which
    the path asks to see something, else anywhere.
    """
    if not operation.needs.anywhere:
        return ctx.caller.permissions(ctx.folder_id)
    named = path.get("folderId", "") if operation.method == "GET" else ""
    return ctx.caller.permissions(int(named)) if named.isdecimal() else ctx.caller.anywhere()
