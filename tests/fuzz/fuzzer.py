"""Throws requests at a server in memory, and holds each answer against the server's own description."""

import asyncio
import os
import tempfile
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import msgspec
from hypothesis import HealthCheck, settings

from podium.app import CATALOG, Settings, build, started
from podium.odata.describe.api import Descriptions
from tests.api import EVERYTHING, Api, Caller, Clock, admin_token
from tests.databases import MASTER_KEY, Databases
from tests.recorder import Recorder
from tests.world import furnish

REQUESTS = int(os.environ.get("PODIUM_FUZZ", "2000"))
"""How many requests are sent in all, more or less."""
PATIENCE = 40
"""Seconds that an answer may take: some may be put off for 25 until there is something to tell."""
ALL = list(HealthCheck)
DESCRIPTIONS = Descriptions(CATALOG)
DOCUMENT: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(DESCRIPTIONS.document("http://podium")))


def tries(share: float) -> settings:
    """So many invented requests, always the same ones; none are kept for the next run."""
    count = max(1, round(REQUESTS * share))
    return settings(max_examples=count, derandomize=True, database=None, deadline=None, suppress_health_check=ALL)


class Fuzzer:
    """The administrator of a furnished server; when a request has shut the administrator out, of a new one."""

    def __init__(self, databases: Databases) -> None:
        self.databases, self.runner = databases, asyncio.Runner()
        self.furnished = self.runner.run(self._furnish())
        self.runner.run(self._start())

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request, and see to it that the next one finds a server that lets the administrator in."""
        answer = self._send(method, path, **options)
        if answer.status_code == 401 and self._send("GET", "/odata/Folders").status_code == 401:
            self.runner.run(self._renew())
        return answer

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.runner.run(asyncio.wait_for(self.api.http.request(method, path, **options), PATIENCE))

    def close(self) -> None:
        self.runner.run(self._stop())
        self.runner.run(self.databases.drop(self.furnished))
        self.runner.close()

    async def _furnish(self) -> str:
        """A database with something of everything, to be copied."""
        url = await self.databases.fresh()
        async with AsyncExitStack() as stack:
            await furnish(await self._enter(stack, url))
        return url

    async def _start(self) -> None:
        self.stack = AsyncExitStack()
        self.url = await self.databases.copy(self.furnished)
        self.api = await self._enter(self.stack, self.url)

    async def _enter(self, stack: AsyncExitStack, url: str) -> Api:
        files, clock = stack.enter_context(tempfile.TemporaryDirectory(prefix="podium-fuzz-")), Clock()
        podium = build(Settings(url, MASTER_KEY, str(Path(files)), any_organization=True), clock)
        await stack.enter_async_context(started(podium, engine=False))
        return Api(podium, clock, Caller(await admin_token(podium), EVERYTHING), Recorder())

    async def _stop(self) -> None:
        await self.stack.aclose()
        await self.databases.drop(self.url)

    async def _renew(self) -> None:
        await self._stop()
        await self._start()


def fault(method: str, path: str, answer: httpx.Response) -> str | None:
    """What is wrong with an answer to the operation described at a path."""
    is_json = "json" in answer.headers.get("content-type", "")
    body = answer.json() if is_json and answer.content else None
    if answer.status_code >= 500 and not (body or {}).get("errorCode"):
        return f"{answer.status_code}: {answer.text}"
    validator = _validator(method.lower(), path, answer.status_code)
    if validator is None or not is_json:
        return None
    error = next(validator.iter_errors(body), None)
    return f"{answer.status_code}: {'/'.join(map(str, error.instance_path))}: {error.message[:200]}" if error else None


@cache
def _validator(method: str, path: str, status: int) -> jsonschema_rs.Draft202012Validator | None:
    answers = DOCUMENT["paths"][path][method]["responses"]
    answer = (
        answers.get(str(status)) or answers.get(f"{status // 100}XX") or DOCUMENT["components"]["responses"]["Error"]
    )
    content = answer.get("content", {}).get("application/json")
    if content is None:
        return None
    whole = {**content["schema"], "components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
