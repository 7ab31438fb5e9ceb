"""A job's log lines on their way: read as they come, packed, put on disk for the lane that sends them."""

import asyncio
from uuid import uuid4

from msgspec import Struct, json

from podium.robot.lane import Lane
from podium.robot.protocol import Command
from podium.robot.tail import Entry, Tail
from podium.robot.waiting import first_of

BATCH = 50


class Batch(Struct):
    """Lines that are sent together, each a JSON object as text."""

    robot_key: str
    lines: list[str]


class LogPump:
    """Carries the lines of one job."""

    def __init__(self, command: Command, machine: str, tail: Tail, lane: Lane[Batch]) -> None:
        self.command, self.machine, self.tail, self.lane = command, machine, tail, lane

    async def run(self, ended: asyncio.Event, every: float) -> None:
        """Until the job has ended and its last line is on its way."""
        while not ended.is_set():
            await self.carry()
            await first_of(ended.wait(), timeout=every)
        await self.carry(to_end=True)

    async def carry(self, *, to_end: bool = False) -> None:
        while (entries := await asyncio.to_thread(self.tail.read, to_end=to_end)) is not None:
            lines = [self._line(entry) for entry in entries]
            for start in range(0, len(lines), BATCH):
                batch = Batch(self.command.robot_key, lines[start : start + BATCH])
                self.lane.put(self.lane.store.new_name(), batch)

    def _line(self, entry: Entry) -> str:
        data = self.command.data
        line = {
            "message": entry.message,
            "level": entry.level,
            "timeStamp": entry.time,
            "organizationUnitId": data.folder_id,
            "processName": data.process_name or data.package_id,
            "processVersion": data.package_version,
            "fileName": "Main",
            "jobId": data.key,
            "robotName": self.command.robot_name,
            "machineId": self.command.machine_id,
            "machineName": self.machine,
            "fingerprint": str(uuid4()),
        }
        return json.encode(line).decode()
