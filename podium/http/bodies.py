"""Bodies: JSON in memory, uploads streamed to temporary files, everything bounded."""

import tempfile
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from podium.http.addresses import Address
from podium.http.multipart import Multipart
from podium.kernel.errors import BadRequest, PayloadTooLarge
from podium.odata.expression.mistakes import BadQuery
from podium.odata.request import Request, Upload

if TYPE_CHECKING:
    from podium.http.asgi import Limits

NO_FILES = nullcontext()
FORM = "application/x-www-form-urlencoded"
OPTIONS = ("$", "@")
"""What the names of OData's options and aliases begin with."""


def request_of(address: Address, scope: Any, headers: Mapping[str, str]) -> Request:
    """The request without its body."""
    text = scope["query_string"]
    query = _query(text.decode("latin-1")) if text else {}
    base, (client, _) = _base(scope, headers, address), scope.get("client") or ("", 0)
    return Request(scope["method"], address.path, query, base=base, headers=headers, client=client)


def _query(text: str) -> dict[str, str]:
    """Options are given once; several values of a parameter are those of a list, as if commas stood between them."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        if name in found and name[:1] in OPTIONS:
            raise BadQuery(f"The query option '{name}' is there twice.", field=name)
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


async def received(limits: "Limits", request: Request, receive: Any) -> AbstractContextManager[Any]:
    """Give the request its body; what is answered holds uploaded files, which are gone when it is left."""
    headers = request.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _form(limits, request, receive)
    if (request.method == "PUT" and "octet-stream" in kind) or headers.get("x-ms-blob-type"):
        return await _file(limits, request, receive, kind)
    body = b"".join([chunk async for chunk in _chunks(receive, limits.body, headers)])
    if kind == FORM:
        request.form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    else:
        request.body = body.removeprefix(BOM_UTF8)
    return NO_FILES


async def _form(limits: "Limits", request: Request, receive: Any) -> AbstractContextManager[Any]:
    with ExitStack() as files:
        directory = files.enter_context(tempfile.TemporaryDirectory(prefix="podium-upload-"))
        parts = Multipart(request.headers["content-type"], Path(directory))
        async for chunk in _chunks(receive, limits.upload, request.headers):
            parts.write(chunk)
        request.files, request.form = parts.finish()
        return files.pop_all()


async def _file(limits: "Limits", request: Request, receive: Any, kind: str) -> AbstractContextManager[Any]:
    with ExitStack() as files:
        file = files.enter_context(tempfile.NamedTemporaryFile(prefix="podium-upload-"))
        async for chunk in _chunks(receive, limits.upload, request.headers):
            file.write(chunk)
        file.flush()
        request.files = [Upload("", Path(file.name), file.tell(), kind or "application/octet-stream")]
        return files.pop_all()


async def _chunks(receive: Any, limit: int, headers: Mapping[str, str]) -> AsyncIterator[bytes]:
    if int(headers.get("content-length") or 0) > limit:
        raise PayloadTooLarge(limit=limit)
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest(why="The connection was closed before the request was complete.")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise PayloadTooLarge(limit=limit)
        if chunk:
            yield chunk
        more = message.get("more_body", False)


def _base(scope: Any, headers: Mapping[str, str], address: Address) -> str:
    scheme = headers.get("x-forwarded-proto", scope["scheme"]).partition(",")[0].strip()
    host = headers.get("x-forwarded-host") or headers.get("host") or "localhost"
    return f"{scheme}://{host}{address.prefix}"
