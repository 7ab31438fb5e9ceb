"""HTTP as robots speak it: who we are in every header, and answers sorted into good, later and never."""

import platform
from base64 import b64encode
from typing import Any
from urllib.parse import urljoin

import httpx

from podium import __version__
from podium.robot.credentials import Credentials
from podium.robot.errors import LeaseLost, Refused, Unauthorized, Unavailable
from podium.robot.protocol import BlobAccess
from podium.robot.settings import Settings

TIMEOUT = httpx.Timeout(30, connect=10)
NEVER = frozenset({400, 404, 409, 413, 422})


class Transport:
    """Sends calls to one server. ``license_key`` is the machine key, once it is known."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.license_key = settings, settings.machine_key
        self.http = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True)
        self.credentials = Credentials(settings, self.http)
        self.identity = identity(settings)

    async def close(self) -> None:
        await self.http.aclose()

    async def call(self, method: str, path: str, *, bearer: bool = False, **request: Any) -> httpx.Response:
        """Call the API. Unavailable: try again later. Refused: never again. LeaseLost: the job is not ours."""
        headers = {**self.identity, **request.pop("headers", {})}
        if self.license_key:
            headers["X-ROBOT-LICENSE"] = self.license_key
        if bearer:
            headers |= await self.authorization()
        return await self._send(method, f"{self.settings.api}/{path}", headers=headers, **request)

    async def blob(self, method: str, access: BlobAccess, content: bytes | None = None) -> bytes:
        """Fetch or put a file where the server said; foreign storage learns nothing of this robot."""
        headers = dict(zip(access.headers.keys, access.headers.values, strict=True))
        if access.requires_auth:
            headers |= await self.authorization()
        if method == "PUT":
            headers["x-ms-blob-type"] = "BlockBlob"
        uri = urljoin(f"{self.settings.api}/", access.uri)
        return (await self._send(method, uri, headers=headers, content=content)).content

    async def authorization(self) -> dict[str, str]:
        token = await self.credentials.bearer()
        return {"Authorization": f"Bearer {token}"} if token else {}

    async def _send(self, method: str, url: str, **request: Any) -> httpx.Response:
        try:
            answer = await self.http.request(method, url, **request)
        except httpx.TransportError as error:
            raise Unavailable(f"{method} {url}: {error!r}") from error
        if answer.is_error:
            raise self._failure(answer)
        return answer

    def _failure(self, answer: httpx.Response) -> Exception:
        text = f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:500]}"
        if answer.status_code in {401, 403}:
            self.credentials.forget()
            return Unauthorized(text)
        if answer.status_code not in NEVER or not _speaks_json(answer):
            return Unavailable(text)
        return LeaseLost(text) if answer.status_code == 409 else Refused(text)


def _speaks_json(answer: httpx.Response) -> bool:
    """A proxy that stands in for the server answers in HTML: then the server has not decided anything."""
    return "json" in answer.headers.get("content-type", "")


def identity(settings: Settings) -> dict[str, str]:
    """The headers that say which machine this is, and whose service."""
    return {
        "X-ROBOT-VERSION": __version__,
        "X-ROBOT-MACHINE": _ascii(settings.machine),
        "X-ROBOT-MACHINE-ENCODED": _encoded(settings.machine),
        "X-ROBOT-AGENT": f"OS={platform.system()}",
        "X-ROBOT-CAPABILITIES": "agent/python,agent/pythonagent,function/python,api",
        "X-ROBOT-SERVICE-USERNAME-ENCODED": _encoded(settings.user),
    }


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()


def _encoded(text: str) -> str:
    return b64encode(text.encode()).decode()
