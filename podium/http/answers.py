"""Answers: headers that every one of them carries, JSON, streams, and errors in the caller's language."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from podium.kernel.errors import ApiError, envelope
from podium.odata.request import Response, Stream

COMMON = {
    "api-supported-versions": "17.0",
    "cache-control": "no-cache, no-store, must-revalidate",
    "x-content-type-options": "nosniff",
}
JSON = "application/json; charset=utf-8"
ODATA = "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8"
CHUNK = 256 * 1024


async def answer(send: Any, response: Response, trace: str, extra: Mapping[str, str]) -> None:
    headers = {**COMMON, "x-correlation-id": trace, **extra, **response.headers}
    if isinstance(response.body, Stream):
        await _stream(send, response.status, response.body, headers)
    else:
        content = response.content()
        if content:
            headers |= _kind(content)
        await _send(send, response.status, content, headers)


def _kind(content: bytes) -> dict[str, str]:
    odata = content.startswith(b'{"@odata.')
    return {"content-type": ODATA, "odata-version": "4.0"} if odata else {"content-type": JSON}


async def answer_error(
    send: Any, error: ApiError | None, asked: Mapping[str, str], trace: str, extra: Mapping[str, str]
) -> None:
    """An error in the vendor's envelope; None stands for one of ours, of which nothing is told but the trace."""
    headers = {**COMMON, "x-correlation-id": trace, "content-type": JSON, **extra}
    if error is None:
        body: Any = {"message": "An error has occurred.", "errorCode": 0, "traceId": trace, "resourceIds": None}
        await _send(send, 500, msgspec.json.encode(body), headers)
        return
    if error.retry_after is not None:
        headers["retry-after"] = str(max(1, round(error.retry_after)))
    if error.status == 401:
        headers["www-authenticate"] = "Bearer"
    body = envelope(error, language(asked), trace)
    await _send(send, error.status, msgspec.json.encode(body), headers)


def language(headers: Mapping[str, str]) -> str:
    """The first of the languages we speak in the order in which the caller prefers them."""
    wished = []
    for part in headers.get("accept-language", "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        weight = float(quality) if quality.replace(".", "", 1).isdigit() else 1.0
        wished.append((-weight, tag[:2].lower()))
    return next((tag for _, tag in sorted(wished, key=lambda wish: wish[0]) if tag in ("en", "de")), "en")


async def _send(send: Any, status: int, content: bytes, headers: Mapping[str, str]) -> None:
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    if status != 204:
        raw.append((b"content-length", b"%d" % len(content)))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": content})


async def _stream(send: Any, status: int, stream: Stream, headers: dict[str, str]) -> None:
    headers |= {"content-type": stream.media_type, **stream.headers}
    if stream.filename:
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(stream.filename)}"
    if isinstance(stream.content, bytes):
        await _send(send, status, stream.content, headers)
        return
    if isinstance(stream.content, Path):
        headers["content-length"] = str(stream.content.stat().st_size)
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    chunks = _read(stream.content) if isinstance(stream.content, Path) else stream.content
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
