"""From a request to a handler's arguments."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NewType

import msgspec

from podium.kernel.context import Context
from podium.kernel.entity import Changes, InFolder
from podium.kernel.errors import FolderRequired, NotFound, ParameterMissing, UnknownMember
from podium.odata.catalog import Folder, Operation, Parameter
from podium.odata.options import Options
from podium.odata.request import Request, Upload
from podium.odata.wire import read, read_changes

Headers = NewType("Headers", Mapping[str, str])
"""The headers of the request, names in lower case."""
Base = NewType("Base", str)
"""The address of the service, as the caller wrote it."""
Query = NewType("Query", Mapping[str, str])
"""All of the query, for operations that have more parameters than a function should."""
Raw = NewType("Raw", bytes)
"""The body of the request, as it came."""
Form = NewType("Form", Mapping[str, str])
"""The fields of a form."""
Uploads = list[Upload]


async def bind(ctx: Context, op: Operation, path: Mapping[str, str], request: Request) -> dict[str, Any]:
    """The handler's arguments, by type and then by name.

    An entity is the row at the path's key; or, where the path has no key, a new row made from the body.
    ``Changes`` are the fields that the body sets. ``body`` is all of the body. Whatever else is looked up by its
    name in the path, the body and the query.
    """
    if _takes_members(op):
        _refuse_unknown(op, request)
    bound: dict[str, Any] = {}
    for p in op.parameters:
        value = await _value(ctx, op, p, path, request)
        if value is not _ABSENT:
            bound[p.argument] = value
        elif p.required:
            raise ParameterMissing(name=p.name)
    return bound


_ABSENT: Any = object()


@cache
def _takes_members(op: Operation) -> bool:
    """Is the body a set of named parameters, as those of actions are?"""
    whole = any(p.name == "body" or p.kind in (Changes, Raw, Form, Uploads) for p in op.parameters)
    return op.method != "GET" and not whole and (op.keyed or not any(p.is_entity for p in op.parameters))


def _refuse_unknown(op: Operation, request: Request) -> None:
    if not request.body:
        return
    for name in request.members:
        if name.lower() not in op.members:
            known = next((p.name for p in op.parameters if not p.is_entity), "body")
            raise UnknownMember(parameter=known, member=name)


async def _value(ctx: Context, op: Operation, p: Parameter, path: Mapping[str, str], request: Request) -> Any:
    if p.is_entity:
        return await _row(ctx, op, p, path, request)
    given = _GIVEN.get(p.kind)
    if given:
        return given(op, request)
    if p.name == "body":
        return read(p.kind, msgspec.Raw(request.body or b"{}"), p.name) if request.body or p.required else _ABSENT
    return _named(p, path, request)


def _changes(op: Operation, request: Request) -> Changes:
    entity: Any = op.entity
    return Changes(read_changes(entity, request.members, complete=op.method != "PATCH"))


_GIVEN: dict[Any, Any] = {
    Changes: _changes,
    Headers: lambda op, request: request.headers,
    Base: lambda op, request: request.base,
    Query: lambda op, request: request.query,
    Raw: lambda op, request: request.body,
    Form: lambda op, request: request.form,
    Options: lambda op, request: Options.parse(request.query, op.names),
    Uploads: lambda op, request: list(request.files),
}


def _named(p: Parameter, path: Mapping[str, str], request: Request) -> Any:
    if p.name in path:
        return read(p.kind, path[p.name], p.name)
    wanted = p.name.lower()
    if request.body and request.method != "GET":
        for name, value in request.members.items():
            if name.lower() == wanted:
                return read(p.kind, value, p.name)
    for source in (request.query, request.form):
        for name, text in source.items():
            if name.lower() == wanted:
                return read(p.kind, _unquoted(text), p.name)
    return _ABSENT


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'") if len(text) > 1 and text[0] == text[-1] == "'" else text


async def _row(ctx: Context, op: Operation, p: Parameter, path: Mapping[str, str], request: Request) -> Any:
    kind = op.entity or p.kind
    if not op.keyed:
        return kind(**read_changes(kind, request.members, complete=True))
    key = read(kind.table.c.id.type.python_type, path["key"], "key")
    if isinstance(key, int) and not -(2**63) <= key < 2**63:
        raise NotFound(name=f"{kind.__name__} {key}")
    return await ctx.get(kind, key)


async def find_folder(ctx: Context, op: Operation, path: Mapping[str, str]) -> int | None:
    """The folder of the row that the path names, where the request names none."""
    entity = op.addressed
    if entity is None or not issubclass(entity, InFolder) or op.folder is not Folder.REQUIRED:
        if op.folder is Folder.REQUIRED:
            raise FolderRequired
        return None
    row: Any = await ctx.get(entity, read(entity.table.c.id.type.python_type, path["key"], "key"))
    return int(row.folder_id)
