"""Robots without machines: each says who it is, and makes the calls of its timeline."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import msgspec

from podium.robot.settings import Settings
from podium.robot.simulation.connection import Connection, Target
from podium.robot.simulation.load import Tally, timeline
from podium.robot.transport import identity

SERVICE = "/api/robotsservice"
ASSET = "/odata/Assets/UiPath.Server.Configuration.OData.GetRobotAssetByNameForRobotKey"
QUEUES = "/odata/Queues/UiPathODataSvc"
HEARTBEAT = b'{"CommandState":"All","Heartbeats":[]}'


@dataclass(frozen=True)
class Place:
    """What all robots share: the server, the machine's key, and a folder with an asset and a queue of one name."""

    url: str
    machine_key: str
    folder_id: int
    name: str


class SimulatedRobot:
    """One robot account on a host of its own."""

    def __init__(self, place: Place, number: int, robot_key: str, tallies: Mapping[str, Tally]) -> None:
        self.place, self.number, self.robot_key, self.tallies = place, number, robot_key, tallies
        self.connection = Connection(Target.of(place.url))
        host = f"{place.name}-{number}"
        about = identity(Settings(place.url, machine_key=place.machine_key, machine=host, user=place.name))
        self.as_service = about | {"X-ROBOT-LICENSE": place.machine_key}
        folder = {"X-UIPATH-OrganizationUnitId": str(place.folder_id)}
        self.as_robot = {**self.as_service, **folder, "Authorization": f"UiRobot {robot_key}"}
        self.calls: dict[str, Callable[[], tuple[str, Mapping[str, str], bytes]]] = {
            "heartbeat": lambda: (f"{SERVICE}/HeartbeatV2", self.as_service, HEARTBEAT),
            "log line": lambda: ("/api/Logs/SubmitLogs", self.as_robot, msgspec.json.encode([self._line()])),
            "asset read": lambda: (ASSET, self.as_robot, self._body(robotKey=robot_key, assetName=place.name)),
            "queue add": lambda: (f"{QUEUES}.AddQueueItem", self.as_robot, self._item()),
            "claim": lambda: (f"{QUEUES}.StartTransaction", self.as_robot, self._claim()),
        }

    async def start(self) -> None:
        """Come to the server; OSError where it does not want the robot."""
        await self._service("StartService")

    async def stop(self) -> None:
        await self._service("StopService")
        self.connection.close()

    async def work(self, seconds: float) -> None:
        """Make the calls of so many seconds, each at its moment."""
        begun = time.monotonic()
        for moment, kind in timeline(seconds, Random(self.number)):  # noqa: S311 - nothing is to be kept secret
            await asyncio.sleep(begun + moment - time.monotonic())
            await self._call(kind)

    async def _call(self, kind: str) -> None:
        path, headers, body = self.calls[kind]()
        begun, error = time.perf_counter(), None
        try:
            status, _ = await self.connection.post(path, headers, body)
            error = None if status < 300 else str(status)
        except OSError as problem:
            error = type(problem).__name__
        self.tallies[kind].note(time.perf_counter() - begun, error)

    async def _service(self, name: str) -> None:
        status, answer = await self.connection.post(f"{SERVICE}/{name}", self.as_service, b"{}")
        if status >= 300:
            raise ConnectionRefusedError(f"{name} was answered {status}: {answer.decode('utf-8', 'replace')}")

    def _body(self, **members: object) -> bytes:
        return msgspec.json.encode(members)

    def _item(self) -> bytes:
        content = {"customer": f"Customer {self.number}", "amount": 12.5}
        return self._body(itemData={"Name": self.place.name, "Priority": "Normal", "SpecificContent": content})

    def _claim(self) -> bytes:
        return self._body(transactionData={"Name": self.place.name, "RobotIdentifier": self.robot_key})

    def _line(self) -> str:
        line = {
            "message": f"Robot {self.number} is at work",
            "level": "Info",
            "timeStamp": datetime.now(UTC).isoformat(),
            "organizationUnitId": self.place.folder_id,
            "processName": self.place.name,
            "robotName": f"{self.place.name}-{self.number}",
            "machineName": f"{self.place.name}-{self.number}",
            "fingerprint": str(uuid4()),
        }
        return msgspec.json.encode(line).decode()
