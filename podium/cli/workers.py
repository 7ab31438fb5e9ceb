"""The server processes: started, watched, started again when they die, and stopped together."""

import json
import os
import socket
import subprocess
import sys
import time
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from podium.app import Settings
from podium.cli.problems import Problem

READY = b"ready\n"
PATIENCE = 15.0
PAUSE = 0.2
CODE = Path(__file__).parents[1]


class Workers:
    """``count`` processes that accept at one listener. Their settings go through a pipe: they hold secrets."""

    def __init__(self, settings: Settings, listener: socket.socket, count: int) -> None:
        shown = asdict(settings) | {"master_key": b64encode(settings.master_key).decode()}
        self._settings = json.dumps({**shown, "listener": listener.fileno()}).encode() + b"\n"
        self._listener, self._count = listener, max(1, count)
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._processes = [self._start() for _ in range(self._count)]
        return self

    def wait_until_ready(self) -> None:
        for process in self._processes:
            if process.stdout is None or process.stdout.readline() != READY:
                raise Problem("A server process did not start; its messages above say why.")

    def watch(self, *, reload: bool) -> None:
        """Until an exception ends it; what dies is replaced, and with ``reload`` all of it when the code changes."""
        written = _last_written() if reload else 0.0
        while True:
            for place, process in enumerate(self._processes):
                if process.poll() is not None:
                    print(f"podium: server process {process.pid} ended and is replaced", file=sys.stderr, flush=True)
                    self._processes[place] = self._start()
            time.sleep(PAUSE)
            if reload and (now := _last_written()) != written:
                written = now
                self._terminate()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._terminate()
        end = time.monotonic() + PATIENCE
        for process in self._processes:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()

    def _terminate(self) -> None:
        for process in self._processes:
            process.terminate()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "podium.cli.worker", str(os.getpid())]
        descriptor = self._listener.fileno()
        here, there = os.pipe()
        with os.fdopen(here, "rb") as reading, os.fdopen(there, "wb") as writing:
            writing.write(self._settings)
            writing.close()
            return subprocess.Popen(
                command, stdin=reading, stdout=subprocess.PIPE, pass_fds=[descriptor], start_new_session=True
            )


def _last_written() -> float:
    return max(file.stat().st_mtime for file in CODE.rglob("*.py"))
