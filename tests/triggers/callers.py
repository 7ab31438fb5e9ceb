"""What is said by callers of API triggers, and a place that is called back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.api import Api
from tests.triggers.words import NAMESPACE


async def http_trigger(api: Api, release_key: str, name: str = "Call", status: int = 201, **settings: Any) -> Any:
    given = {"ReleaseKey": release_key, "Slug": name.lower(), "Method": "Post", "Enabled": True, "Tags": []}
    return await api.post("HttpTriggers", status, Name=name, MachineRobots=[], **given | settings)


async def set_enabled(api: Api, *made: Any, enabled: bool, status: int = 200) -> Any:
    body = {"enabled": enabled, "triggerIds": [one["Id"] for one in made]}
    return await api.post(f"HttpTriggers/{NAMESPACE}.SetEnabled", status, **body)


async def place(api: Api, slug: str = "call") -> str:
    """The address at which a trigger is called."""
    (folder,) = (await api.get("Folders", filter="Id eq 1"))["value"]
    return f"/t/{folder['Key']}/{slug}"


async def call(api: Api, method: str = "POST", slug: str = "call", **options: Any) -> httpx.Response:
    """Call a trigger as a caller who knows nothing but its address."""
    return await follow(api, await place(api, slug), method, **options)


async def follow(api: Api, address: str, method: str = "GET", **options: Any) -> httpx.Response:
    answer = await api.http.request(method, address, **options)
    api.recorder.record(answer, api.caller.permissions)
    return answer


@dataclass
class Listener:
    """An address of this machine that keeps what it is told, and answers with ``status``."""

    url: str = ""
    status: int = 200
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list[tuple[dict[str, str], bytes]])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        self.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(f"HTTP/1.1 {self.status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    listener = Listener()
    server = await asyncio.start_server(listener.serve, "127.0.0.1", 0)
    async with server:
        listener.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/heard"
        yield listener
