"""A server that speaks the robot protocol and remembers what a server would see."""

import asyncio
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from uuid import uuid4

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.robot.queue import Queue

ROBOT_KEY = "77777777-7777-4777-8777-777777777777"
FOLDER_KEY = "55555555-5555-4555-8555-555555555555"
PATIENCE_SECONDS = 20


@dataclass
class Call:
    """A request as it came in."""

    name: str
    headers: dict[str, str]
    query: dict[str, str]
    body: Any
    path: str


@dataclass
class Job:
    """A job as the server knows it: what it was told, and what it was told last."""

    data: dict[str, Any]
    reports: list[dict[str, Any]] = field(default_factory=list)
    stop: dict[str, Any] | None = None
    lost: bool = False

    @property
    def key(self) -> str:
        return str(self.data["jobKey"])

    @property
    def states(self) -> list[str]:
        return [report["jobState"] for report in self.reports]

    @property
    def last(self) -> dict[str, Any]:
        return self.reports[-1]

    @property
    def output(self) -> Any:
        return json.loads(self.last["outputArguments"])

    @property
    def error(self) -> dict[str, str]:
        return dict(self.last["error"])

    @property
    def ended(self) -> bool:
        return bool(self.reports) and self.states[-1] != "Running"

    def commands(self) -> list[dict[str, Any]]:
        """Started until it runs, stopped until it has ended."""
        if self.ended or self.lost:
            return []
        if self.stop is not None:
            return [command({**self.data, "type": "StopProcess", **self.stop})]
        return [] if self.reports else [command(self.data)]


def command(data: dict[str, Any]) -> dict[str, Any]:
    return {"robotKey": ROBOT_KEY, "robotName": "bot", "robotType": 2, "machineId": 1, "data": data}


class Orchestrator:
    """One tenant with one machine and one queue."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.jobs: dict[str, Job] = {}
        self.packages: dict[str, tuple[bytes, str]] = {}
        self.files: dict[str, bytes] = {}
        self.suspended: list[tuple[dict[str, Any], bytes]] = []
        self.log: list[dict[str, Any]] = []
        self.queue = Queue()
        self.failures: dict[str, list[int]] = {}
        self.waits = True
        self.target_version: str | None = None
        self.stale: list[dict[str, Any]] = []
        self.token_lifetime = 3600
        self.changed = asyncio.Condition()
        self.port = 0
        self.state = ServerState()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def up(self, app: ASGIApp) -> None:
        """Serve, on the same port as before if there was one."""
        config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
        config.load()
        self.state.default_headers = [(b"date", formatdate(usegmt=True).encode())]
        loop, listener = asyncio.get_running_loop(), socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self.serving = await loop.create_server(lambda: H11Protocol(config, self.state, {}), sock=listener)

    async def down(self) -> None:
        """Be gone, in the middle of whatever is going on."""
        self.serving.close()
        for connection in self.state.connections:
            connection.transport.abort()
        for task in self.state.tasks:
            task.cancel()
        await asyncio.gather(*self.state.tasks, return_exceptions=True)

    async def until(self, what: Callable[[], Any]) -> None:
        """Wait until it is so; it is looked at after every call."""
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(what), PATIENCE_SECONDS)

    async def change(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    def commands(self) -> list[dict[str, Any]]:
        return self.stale + [command for job in self.jobs.values() for command in job.commands()]

    def is_lost(self, said: dict[str, Any]) -> bool:
        """Another robot has the job: what this one says of it comes with an old fence."""
        job = self.jobs.get(said["jobKey"])
        return job is not None and job.lost

    def named(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.name == name]

    def beats(self) -> list[dict[str, Any]]:
        return [beat for call in self.named("heartbeatv2") for beat in call.body["Heartbeats"]]

    def messages(self, level: str | None = None) -> list[str]:
        return [line["message"] for line in self.log if level in (None, line["level"])]

    async def start(self, package: bytes, **data: Any) -> Job:
        """Add a job that runs a package; the robot will be told."""
        name = str(uuid4())
        self.packages[name] = (package, "")
        return await self.start_version(name, **data)

    async def start_version(self, name: str, **data: Any) -> Job:
        key = data.pop("jobKey", str(uuid4()))
        known = {"type": "StartProcess", "id": str(uuid4()), "jobKey": key, "processKey": str(uuid4()), "folderId": 101}
        folder = {"folderKey": FOLDER_KEY, "folderPath": "Shared", "fullyQualifiedFolderName": "Shared"}
        job = Job({**known, **folder, "packageId": name, "packageVersion": "1.0.0", "processName": "demo", **data})
        self.jobs[key] = job
        await self.change()
        return job

    async def stop(self, job: Job, **data: Any) -> None:
        job.stop = data
        await self.change()

    async def ended(self, *jobs: Job) -> None:
        await self.until(lambda: all(job.ended for job in jobs))

    async def running(self, *jobs: Job) -> None:
        await self.until(lambda: all(job.reports for job in jobs))

    async def said(self, message: str) -> None:
        await self.until(lambda: message in self.messages())
