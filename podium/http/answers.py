"""Answers: headers that every one of them carries, JSON, streams, and errors in the caller's language."""

from collections.abc import Mapping
from typing import Any

import msgspec

from podium.http.streams import send_stream
from podium.kernel.errors import ApiError, Unauthorized, envelope
from podium.odata.request import Response, Stream

COMMON = {
    "api-supported-versions": "17.0",
    "cache-control": "no-cache, no-store, must-revalidate",
    "x-content-type-options": "nosniff",
}
JSON = "application/json; charset=utf-8"
ODATA = "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8"


async def answer(send: Any, response: Response, asked: Mapping[str, str], trace: str, extra: Mapping[str, str]) -> None:
    headers = {**COMMON, "x-correlation-id": trace, **extra, **response.headers}
    if isinstance(response.body, Stream):
        await send_stream(send, response.status, response.body, headers, asked)
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
    if isinstance(error, Unauthorized):
        headers["www-authenticate"] = error.challenge
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
