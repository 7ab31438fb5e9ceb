"""HTTP as the stores speak it: JSON, short, and with what went wrong told without secrets."""

from collections.abc import Mapping
from typing import Any

import httpx

from podium.domains.credentials.plugin import Missing, StoreProblem

SECONDS = 8.0


async def call(method: str, url: str, *, ok: tuple[int, ...] = (200, 201, 204), **options: Any) -> httpx.Response:
    """Send a request; Missing for 404, a StoreProblem for any other status that is not ``ok``."""
    verify = options.pop("verify", True)
    async with httpx.AsyncClient(timeout=SECONDS, verify=verify) as client:
        answer = await client.request(method, url, **options)
    if answer.status_code in ok:
        return answer
    path = httpx.URL(url).path
    if answer.status_code == 404:
        raise Missing(f"{path}: there is no such secret.")
    raise StoreProblem(f"{method} {path}: {answer.status_code} {answer.reason_phrase}")


def members(answer: httpx.Response) -> Mapping[str, Any]:
    """The JSON object of an answer."""
    body = answer.json()
    if not isinstance(body, dict):
        raise StoreProblem("The answer is no JSON object.")
    return body
