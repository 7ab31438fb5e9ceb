"""HTTP as the stores speak it: short, and what goes wrong is told without secrets."""

import ssl
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from podium.domains.credentials.plugin import Missing, StoreProblem

SECONDS = 8.0
OK = (200, 201, 202, 204)


async def send(method: str, url: str, *, trust: ssl.SSLContext | None = None, **options: Any) -> httpx.Response:
    """Send a request and give the answer, whatever its status."""
    async with httpx.AsyncClient(timeout=SECONDS, verify=trust or True) as client:
        return await client.request(method, url, **options)


def accepted(answer: httpx.Response) -> httpx.Response:
    """Refuse an answer that is none: Missing for 404, else a StoreProblem."""
    if answer.status_code in OK:
        return answer
    path = answer.request.url.path
    if answer.status_code == 404:
        raise Missing(f"{path}: there is no such secret.")
    raise StoreProblem(f"{answer.request.method} {path}: {answer.status_code} {answer.reason_phrase}")


def members(answer: httpx.Response) -> Mapping[str, Any]:
    """The JSON object of an answer."""
    body = answer.json()
    if not isinstance(body, dict):
        raise StoreProblem("The answer is no JSON object.")
    return body


def trust_in(root: str, certificate: str) -> ssl.SSLContext | None:
    """Trust a root certificate, and show a client's certificate with its key; both as PEM, "" for none."""
    if not root and not certificate:
        return None
    context = ssl.create_default_context(cadata=root or None)
    if certificate:
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:  # ssl reads certificates from files alone
            file.write(certificate)
            file.flush()
            context.load_cert_chain(Path(file.name))
    return context
