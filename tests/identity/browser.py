"""A browser, as far as the sign-in pages need one: cookies, forms, redirects."""

import base64
import hashlib
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.api import Api
from tests.databases import PASSWORD

CLI = "36dea5b8-e8bb-423d-8e7b-c808df8f1c00"
RETURN = "http://localhost:8104/oidc/login"
VERIFIER = "a word that nobody guesses, long enough to be taken"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
FIELD = re.compile(r'<input[^>]*?name="(\w+)"[^>]*?>')
VALUE = re.compile(r'value="([^"]*)"')
ACTION = re.compile(r'<form method="post" action="([^"]+)"')


class Browser:
    """Goes where it is sent, but never leaves the server."""

    def __init__(self, api: Api, language: str = "en") -> None:
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(api.podium.application, raise_app_exceptions=False),
            base_url="http://podium",
            headers={"accept-language": language},
        )

    async def open(self, path: str, **query: str) -> httpx.Response:
        return await self.http.get(path, params=query or None)

    async def authorize(self, prefix: str = "/identity_", **more: str) -> httpx.Response:
        asked = {
            "client_id": CLI,
            "redirect_uri": RETURN,
            "response_type": "code",
            "scope": "openid offline_access OrchestratorApiUserAccess",
            "state": "here we were",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return await self.open(f"{prefix}/connect/authorize", **asked | more)

    async def send(self, page: httpx.Response, **typed: str) -> httpx.Response:
        """Fill the form of a page and send it."""
        fields = {found[1]: unescape((VALUE.search(found[0]) or ["", ""])[1]) for found in FIELD.finditer(page.text)}
        (action,) = ACTION.findall(page.text)
        return await self.http.post(action, data=fields | typed)

    async def sign_in(self, name: str = "admin", password: str = PASSWORD, **asked: str) -> str:
        """Go through the pages until a client gets a code."""
        page = await self.send(await self.authorize(**asked), username=name, password=password)
        assert page.status_code == 303, page.text
        return code_of(await self.open(page.headers["location"]))


def code_of(answer: httpx.Response) -> str:
    """The code with which somebody is sent back to a client."""
    return told(answer)["code"]


def told(answer: httpx.Response) -> dict[str, str]:
    """What a client is told by the address that somebody is sent back to."""
    assert answer.status_code == 303, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


async def token(api: Api, status: int = 200, /, **form: str) -> Any:
    """Ask the token endpoint."""
    answer = await api.nobody().http.post("/identity_/connect/token", data=form)
    assert answer.status_code == status, answer.text
    return answer.json()


async def exchange(api: Api, code: str, status: int = 200, /, **form: str) -> Any:
    """Exchange a code for tokens."""
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN, "client_id": CLI}
    return await token(api, status, **asked | {"code_verifier": VERIFIER} | form)
