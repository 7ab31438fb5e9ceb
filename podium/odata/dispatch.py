"""One request, start to end: find, permit, bind, call, present."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.errors import FolderNotFound, Forbidden, NotFound
from podium.kernel.statements import Bound
from podium.odata.bind import bind, find_folder
from podium.odata.catalog import Catalog, Folder, Operation
from podium.odata.given import cut
from podium.odata.idempotency import HEADER, once
from podium.odata.options import Options
from podium.odata.page import expanded, page
from podium.odata.request import Answered, Later, Request, Response, Stream
from podium.odata.wire import Annotated

Locate = Callable[[Context], Awaitable[int | None]]
"""The folder that a request's headers name, if the caller has access to it."""

PLAIN = {bool: "Boolean", int: "Int64", float: "Double", str: "String", UUID: "Guid"}
"""What single values are called in the context of an answer."""


@dataclass(slots=True)
class Call:
    """An operation found for a request: the work of one caller, to be done alone or in a group."""

    operation: Operation
    path: Mapping[str, str]
    request: Request
    locate: Locate

    async def __call__(self, ctx: Context) -> Response:
        key = self.request.headers.get(HEADER)
        if key and self.request.method == "POST":
            return await once(ctx, key, self.request, self._serve)
        return await self._serve(ctx)

    async def _serve(self, ctx: Context) -> Response:
        operation = self.operation
        if operation.folder is not Folder.NONE:
            ctx.folder_id = await self.locate(ctx)
            if ctx.folder_id is None:
                ctx.folder_id = await self._folder_of_row(ctx)
        permit(ctx, operation)
        arguments = await bind(ctx, operation, self.path, self.request)
        result = operation.handler(ctx, **arguments)
        if inspect.isawaitable(result):
            result = await result
        return await present(ctx, operation, result, self.request)

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
    return Call(*found, request, locate)


def permit(ctx: Context, operation: Operation) -> None:
    """Refuse a caller who lacks a permission here, or whose token lacks the scope.

    A token that is limited to scopes opens nothing for which none is published.
    """
    caller = ctx.caller
    held = caller.anywhere() if operation.needs.anywhere else caller.permissions(ctx.folder_id)
    if not operation.needs.met(held):
        raise Forbidden(missing=str(operation.needs))
    if caller.scopes is not None and not operation.public and caller.scopes.isdisjoint(operation.scopes):
        raise Forbidden(missing=f"scope {' or '.join(operation.scopes) or 'of a person'}")


async def present(ctx: Context, op: Operation, result: Any, request: Request) -> Response:
    """A statement becomes a page, an entity an object, a complex value itself, None no content or ``{}``."""
    if isinstance(result, Answered):
        inner = await present(ctx, op, result.value, request)
        return Response(result.status, inner.body, {**inner.headers, **result.headers})
    if isinstance(result, Later):
        inner = await present(ctx, op, result.otherwise, request)
        return replace(inner, later=result)
    if result is None:
        return Response(204 if 204 in op.statuses else op.status)
    if isinstance(result, Stream):
        return Response(op.status, result)
    if isinstance(result, Bound | sa.Select):
        return await _list(ctx, op, result, request)
    if isinstance(result, list):
        return _given(op, result, request) if op.is_odata else Response(op.status, result)
    if not op.is_odata:
        return Response(op.status, result)
    return await _one(ctx, op, result, request)


async def _list(ctx: Context, op: Operation, result: Any, request: Request) -> Response:
    options = Options.parse(request.query, _own(op)) if request.query else Options()
    got = await page(ctx, result, options)
    body: dict[str, Any] = {"@odata.context": _context(op, request)}
    if got.total is not None:
        body["@odata.count"] = got.total
    body["value"] = got.rows
    if got.next is not None:
        body["@odata.nextLink"] = f"{request.base}{request.path}?{urlencode(got.next)}"
    return Response(op.status, body)


def _given(op: Operation, result: list[Any], request: Request) -> Response:
    got = cut(result, Options.parse(request.query, _own(op)) if request.query else Options())
    count = {} if got.total is None else {"@odata.count": got.total}
    return Response(op.status, {"@odata.context": _context(op, request), **count, "value": got.rows})


async def _one(ctx: Context, op: Operation, result: Any, request: Request) -> Response:
    context = f"{_context(op, request)}/$entity"
    if isinstance(result, Entity):
        headers = {}
        if op.status == 201:
            headers["location"] = f"{request.base}/odata/{op.set_name}({result.identity()[0]})"
        if request.query:
            return Response(op.status, Annotated(context, await _expanded(ctx, op, result, request)), headers)
        await ctx.complete([result])
        return Response(op.status, Annotated(context, result), headers)
    kind = next((name for plain, name in PLAIN.items() if isinstance(result, plain)), None)
    if kind:
        return Response(op.status, {"@odata.context": f"{request.base}/odata/$metadata#Edm.{kind}", "value": result})
    return Response(op.status, Annotated(context, result))


async def _expanded(ctx: Context, op: Operation, result: Entity, request: Request) -> Any:
    return await expanded(ctx, result, Options.parse(request.query, _own(op)))


def _own(op: Operation) -> frozenset[str]:
    return frozenset(p.name.lower() for p in op.parameters)


def _context(op: Operation, request: Request) -> str:
    return f"{request.base}/odata/$metadata#{op.set_name}"
