"""Servers of one database, which is nobody's child but the tests', and the ways they die."""

import base64
import os
import secrets
import signal
import socket
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

import httpx

from podium.kernel.postgres import Embedded
from tests.servers import Server, command_line, descendants, until

SERVERS = 2
PATIENCE = 120


class Fleet:
    """Whoever dies is missed until ``heal``, but for what Podium itself starts again."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.database = Embedded(place / "postgres")
        self.ports = [_free_port() for _ in range(SERVERS)]
        self.servers: dict[int, Server] = {}
        self._key = base64.b64encode(secrets.token_bytes(32)).decode()
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self._url = self._held.enter_context(self.database).url
        self.heal()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self.servers.values():
            server.stop()
            server.close()
        self._held.close()

    @property
    def addresses(self) -> list[str]:
        return [f"127.0.0.1:{port}" for port in self.ports]

    def heal(self) -> None:
        """Start what is dead, and wait until everybody answers."""
        for port in self.ports:
            if port not in self.servers or self.servers[port].process.poll() is not None:
                self.servers[port] = until(partial(self._start, port), PATIENCE)
        for port in self.ports:
            until(partial(_ready, port), PATIENCE)

    def caller(self) -> httpx.Client:
        """The administrator."""
        return until(self._signed_in, PATIENCE)

    def kill_server(self, random: Random) -> None:
        """A server and all its processes; somebody starts it again."""
        self.kill_servers(random.choice(self.ports))

    def kill_servers(self, *ports: int) -> None:
        for port in ports:
            self.servers[port].kill()
        self.heal()

    def kill_process(self, random: Random) -> None:
        """One process that serves; its server starts another."""
        _kill([pid for server in self.servers.values() for pid in server.workers()], random)

    def kill_database(self, random: Random) -> None:
        """The process that all of the database's are children of."""
        dead = self.database.pid
        _kill([dead] if str(self.place) in command_line(dead) else [], random)
        until(lambda: self.database.pid != dead, PATIENCE)

    def kill_connection(self, random: Random) -> None:
        """One of the database's processes: the database throws out all others, and recovers."""
        _kill([pid for pid in descendants(self.database.pid) if "postgres: podium" in command_line(pid)], random)

    def _signed_in(self) -> httpx.Client | None:
        """None while the servers, or the database, are not what they were."""
        with suppress(AssertionError, httpx.TransportError):
            return self.servers[self.ports[0]].caller()
        return None

    def _start(self, port: int) -> Server | None:
        """A server; None while its address is not free yet."""
        environment = {
            "PODIUM_DATABASE_URL": self._url,
            "PODIUM_MASTER_KEY": self._key,
            "PODIUM_FILES": str(self.place / "files"),
            "PODIUM_PORT": str(port),
            "PODIUM_LOG": "ERROR",
        }
        with suppress(AssertionError):
            return Server(self.place / str(port), environment=environment)
        return None


def _kill(pids: list[int], random: Random) -> None:
    """One of these, if there are any at the moment."""
    with suppress(ProcessLookupError):
        for pid in random.sample(pids, min(1, len(pids))):
            os.kill(pid, signal.SIGKILL)


def _ready(port: int) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).status_code == 200
    return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
