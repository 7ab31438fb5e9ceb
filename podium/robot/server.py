"""Every call a robot makes to its server."""

import logging
from collections.abc import Iterator
from types import TracebackType
from typing import Self, TypeVar

import httpx
from msgspec import DecodeError, Raw, json

from podium.robot.errors import Refused, Unavailable
from podium.robot.protocol import (
    Answer,
    Beat,
    Command,
    FileAccess,
    News,
    Report,
    Session,
    SharedConnection,
    SuspendedJob,
)
from podium.robot.settings import Settings
from podium.robot.transport import Transport

T = TypeVar("T")
log = logging.getLogger(__name__)

SERVICE = "api/robotsservice"
PACKAGE = "odata/Processes/UiPath.Server.Configuration.OData.DownloadPackage"
JSON = {"Content-Type": "application/json"}


class Server:
    """The other end of the protocol."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.wire = settings, Transport(settings)
        self.session: Session | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self.wire.close()

    async def connect(self) -> None:
        """Announce this machine and learn its key. Refused: no machine belongs to these credentials."""
        if self.settings.client_id:
            answer = await self.wire.call("GET", f"{SERVICE}/getsharedconnectiondata", bearer=True)
            self.wire.license_key = decoded(answer, SharedConnection).license_key or self.wire.license_key
        if not self.wire.license_key:
            raise Refused("The server knows no machine for these credentials: add one, or give a machine key.")
        await self._post("startservice", {})
        if self.settings.attended:
            answer = await self._post("BeginSession", {"userName": self.settings.user}, bearer=True)
            self.session = decoded(answer, Session)

    async def disconnect(self) -> None:
        if self.session and self.session.has_license:
            await self._post("EndSession", {"robotKey": self.session.robot_key}, bearer=True)
        await self._post("stopservice", {})

    async def token(self) -> str | None:
        """The token jobs may call the API with; None for a robot that has a machine key only."""
        return await self.wire.credentials.bearer()

    async def heartbeat(self, beats: list[Beat], wait: float, *, retiring: bool = False) -> News:
        """Say which jobs live; get what is to be done, after ``wait`` seconds at most if there is nothing.

        A robot that is ``retiring`` wants no new jobs.
        """
        body = {"CommandState": "All", "Heartbeats": beats}
        timeout = httpx.Timeout(wait + 15, connect=10)
        query = f"wait={wait:g}{'&retiring=true' if retiring else ''}"
        answer = decoded(await self._post(f"heartbeatv2?{query}", body, timeout=timeout), Answer)
        return News(list(readable(answer.commands)), answer.target_version)

    async def report(self, report: Report) -> None:
        await self._post("SubmitJobState", [report])

    async def screenshot(self, robot_key: str, job_key: str, picture: bytes) -> None:
        parts = {
            "file": ("screenshot.png", picture, "image/png"),
            "robotKey": (None, robot_key),
            "jobKey": (None, job_key),
        }
        await self.wire.call("POST", f"{SERVICE}/UploadScreenshot", files=parts)

    async def suspend(self, details: SuspendedJob, state: bytes) -> None:
        parts = {
            "file": ("state.db", state, "application/octet-stream"),
            "suspendJobDto": (None, json.encode(details), "text/plain"),
        }
        await self.wire.call("POST", f"{SERVICE}/SuspendPersistentJob", files=parts)

    async def saved_state(self, persistence_id: str, version: int) -> bytes:
        """Fetch what a suspended job left behind."""
        query = {"persistenceId": persistence_id, "resumeVersion": version}
        return (await self.wire.call("GET", f"{SERVICE}/GetPersistentJob", params=query)).content

    async def input_file(self, job_key: str) -> bytes:
        access = await self._file("GetInputFileAccess", jobKey=job_key)
        return await self.wire.blob("GET", access.blob_file_access)

    async def put_output(self, job_key: str, content: bytes) -> str | None:
        """Store an output that is too long for a report; gives the id of the file."""
        access = await self._file("GetOutputFileAccess", jobKey=job_key, fileName="output.json")
        await self.wire.blob("PUT", access.blob_file_access, content)
        return access.id

    async def package(self, name: str, version: str, feed: str | None, etag: str) -> tuple[bytes, str] | None:
        """Download a package with its new etag, perhaps ""; None while ``etag`` still stands for it."""
        answer = await self.wire.call(
            "GET",
            f"{PACKAGE}(key='{name}:{version}')",
            params={"feedId": feed} if feed else {},
            headers={"If-None-Match": etag} if etag else {},
            bearer=True,
        )
        return None if answer.status_code == 304 else (answer.content, answer.headers.get("etag", ""))

    async def logs(self, robot_key: str, lines: list[str]) -> None:
        headers = JSON | {"Authorization": f"UiRobot {robot_key}"}
        await self.wire.call("POST", "api/Logs/SubmitLogs", content=json.encode(lines), headers=headers)

    async def _post(
        self, name: str, body: object, *, bearer: bool = False, timeout: httpx.Timeout | None = None
    ) -> httpx.Response:
        limits = {"timeout": timeout} if timeout else {}
        content = json.encode(body)
        return await self.wire.call("POST", f"{SERVICE}/{name}", bearer=bearer, content=content, headers=JSON, **limits)

    async def _file(self, name: str, **query: str) -> FileAccess:
        return decoded(await self.wire.call("GET", f"{SERVICE}/{name}", params=query), FileAccess)


def decoded(answer: httpx.Response, kind: type[T]) -> T:
    try:
        return json.decode(answer.content, type=kind)
    except DecodeError as error:
        raise Unavailable(f"{answer.request.url}: not an answer of the protocol: {error}") from error


def readable(commands: list[Raw]) -> Iterator[Command]:
    """Leave out what is no command: it must not keep the others from being obeyed."""
    for raw in commands:
        try:
            yield json.decode(raw, type=Command)
        except DecodeError as error:
            log.error("a command of the server makes no sense: %s: %s", error, bytes(raw)[:500])
