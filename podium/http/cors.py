"""Cross-origin calls: browsers may call the API from anywhere with a token; cookies are never taken."""

from collections.abc import Mapping
from typing import Any

CORS = "origin"
EXPOSED = "api-supported-versions, location, x-correlation-id, retry-after, idempotent-replayed"


def cors_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {"access-control-allow-origin": "*", "access-control-expose-headers": EXPOSED}


async def preflight(scope: Any, send: Any) -> None:
    """Answer the question a browser asks before the call."""
    asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    headers = cors_headers(asked) | {
        "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
        "access-control-allow-headers": asked.get("access-control-request-headers", "*"),
        "access-control-max-age": "7200",
    }
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 204, "headers": raw})
    await send({"type": "http.response.body", "body": b""})
