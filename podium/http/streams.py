"""Files as answers: as a whole, in part where a part is asked for, not at all where the caller has them."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from podium.odata.request import Stream

CHUNK = 256 * 1024
UNPLAIN = re.compile(r"[^\w.,()+-]", re.ASCII)
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


async def send_stream(
    send: Any, status: int, stream: Stream, headers: dict[str, str], asked: Mapping[str, str]
) -> None:
    """Send a file, or what the headers of the request leave of it."""
    headers |= {"content-type": stream.media_type, **stream.headers}
    if stream.filename:
        headers["content-disposition"] = _named(stream.filename)
    if _is_known(headers.get("etag", ""), asked):
        headers.pop("content-length", None)
        await _send(send, 304, headers, _one(b""))
        return
    size = await _size(stream, headers)
    part = _part(asked.get("range", ""), size) if size is not None and status == 200 else None
    if size is None or part is None:
        await _send(send, status, headers, _bytes(stream, 0, size))
        return
    if len(part) == 0:
        headers |= {"content-range": f"bytes */{size}", "content-length": "0"}
        await _send(send, 416, headers, _one(b""))
        return
    headers |= {"content-range": f"bytes {part.start}-{part.stop - 1}/{size}", "content-length": str(len(part))}
    await _send(send, 206, headers, _bytes(stream, part.start, len(part)))


def _named(filename: str) -> str:
    """A name for all clients, and the one with letters of any language for those that can read it."""
    plain = UNPLAIN.sub("_", filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def _is_known(etag: str, asked: Mapping[str, str]) -> bool:
    return bool(etag) and etag in asked.get("if-none-match", "")


async def _size(stream: Stream, headers: dict[str, str]) -> int | None:
    """How long the whole is, where that is known before it is read; then the caller is told."""
    if isinstance(stream.content, bytes):
        headers["content-length"] = str(len(stream.content))
    elif isinstance(stream.content, Path):
        headers["content-length"] = str((await asyncio.to_thread(stream.content.stat)).st_size)
    if "content-length" in headers:
        headers["accept-ranges"] = "bytes"
        return int(headers["content-length"])
    return None


def _part(asked: str, size: int) -> range | None:
    """The bytes asked for; None for all of them, empty where there are none such."""
    found = RANGE.match(asked.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(int(last) + 1 if last else size, size))


async def _bytes(stream: Stream, start: int, length: int | None) -> AsyncIterator[bytes]:
    """So many bytes from a place on; all of them where ``length`` is not known."""
    if isinstance(stream.content, Path):
        source = _file(stream.content, start)
    else:
        source = _without(start, _one(stream.content) if isinstance(stream.content, bytes) else stream.content)
    left = length
    async for chunk in source:
        yield chunk if left is None else chunk[:left]
        left = None if left is None else left - len(chunk)
        if left is not None and left <= 0:
            return


async def _file(path: Path, start: int) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk


async def _without(start: int, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        if len(chunk) > start:
            yield chunk[start:]
        start = max(0, start - len(chunk))


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _send(send: Any, status: int, headers: Mapping[str, str], chunks: AsyncIterator[bytes]) -> None:
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
