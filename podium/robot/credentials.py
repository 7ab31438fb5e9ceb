"""The robot's token: fetched with a client's id and secret, renewed before it ends."""

import asyncio
import time

import httpx
from msgspec import Struct, json

from podium.robot.errors import Unauthorized, Unavailable
from podium.robot.settings import Settings

SCOPE = "OrchestratorApiUserAccess"
SPARE_SECONDS = 60


class Token(Struct):
    access_token: str
    expires_in: float = 3600


class Credentials:
    """Gives the bearer token of a client; None for a robot that has a machine key only."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient) -> None:
        self.settings, self.http = settings, http
        self.token: str | None = None
        self.renew_at = 0.0
        self.lock = asyncio.Lock()

    async def bearer(self) -> str | None:
        if not self.settings.client_id:
            return None
        async with self.lock:
            if self.token is None or time.monotonic() >= self.renew_at:
                await self._renew()
        return self.token

    def forget(self) -> None:
        """Fetch a new token next time: the server did not take this one."""
        self.token = None

    async def _renew(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.settings.client_id,
            "client_secret": self.settings.client_secret,
            "scope": SCOPE,
        }
        try:
            answer = await self.http.post(f"{self.settings.origin}/identity/connect/token", data=form)
        except httpx.TransportError as error:
            raise Unavailable(f"no token: {error!r}") from error
        if answer.status_code in {400, 401, 403}:
            raise Unauthorized(f"The server does not take this client id and secret: {answer.text[:300]}")
        if answer.is_error:
            raise Unavailable(f"no token: {answer.status_code} {answer.text[:300]}")
        token = json.decode(answer.content, type=Token)
        self.token = token.access_token
        self.renew_at = time.monotonic() + max(token.expires_in - SPARE_SECONDS, token.expires_in / 2)
