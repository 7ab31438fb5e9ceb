"""Reading a job's output while it grows, and telling its lines apart."""

import re
from datetime import UTC, datetime
from pathlib import Path

from msgspec import DecodeError, Struct, json

from podium.robot.reading import opened

RECORD = "\x1e"
"""Begins a line in which ``bootstrap`` has written a whole record as JSON."""
HEADER = re.compile(r"\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[,.]\d+)\]\[(\w+)\] ?(.*)", re.DOTALL)
"""Begins a record of the UiPath SDK; the time is local."""
LEVELS = {"DEBUG": "Debug", "INFO": "Info", "WARN": "Warn", "WARNING": "Warn", "ERROR": "Error", "CRITICAL": "Fatal"}
MAX_MESSAGE = 32_000
CHUNK = 1 << 20


class Entry(Struct):
    """One line of a job's log."""

    time: str
    level: str
    message: str


class Tail:
    """Reads a file from where it stopped last time. What says no level has that of the record it follows."""

    def __init__(self, path: Path) -> None:
        self.path, self.position, self.level = path, 0, "Info"

    def read(self, *, to_end: bool = False) -> list[Entry] | None:
        """Read lines that are new and complete, at most CHUNK bytes of them; None when there are none.

        ``to_end`` also takes a last line without its end.
        """
        chunk = self._chunk(to_end)
        if not chunk:
            return None
        self.position += len(chunk)
        lines = chunk.decode("utf-8", "replace").removesuffix("\n").split("\n")
        return [self._entry(line.removesuffix("\r")) for line in lines if line.strip()]

    def _chunk(self, to_end: bool) -> bytes:
        file = opened(self.path)
        if file is None:
            return b""
        with file:
            file.seek(self.position)
            chunk = file.read(CHUNK)
        if to_end or len(chunk) == CHUNK:
            return chunk[: chunk.rfind(b"\n") + 1] or chunk
        return chunk[: chunk.rfind(b"\n") + 1]

    def _entry(self, line: str) -> Entry:
        if line.startswith(RECORD) and (record := _record(line)):
            self.level = "Info"
            return record
        if header := HEADER.fullmatch(line):
            self.level = LEVELS.get(header[2].upper(), "Info")
            return Entry(_utc(header[1]), self.level, header[3][:MAX_MESSAGE])
        return Entry(datetime.now(UTC).isoformat(), self.level, line[:MAX_MESSAGE])


def _record(line: str) -> Entry | None:
    try:
        entry = json.decode(line[1:], type=Entry)
    except DecodeError:
        return None
    return Entry(entry.time, entry.level, entry.message[:MAX_MESSAGE])


def _utc(local: str) -> str:
    return datetime.fromisoformat(local.replace(",", ".")).astimezone(UTC).isoformat()
