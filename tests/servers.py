"""Real server processes for tests: ``podium up`` in a directory of its own, and callers of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

PASSWORD = "correct horse battery"
PATIENCE = 60
T = TypeVar("T")


class Server:
    """A running ``podium up``; ``lines`` are what it printed at its start."""

    def __init__(
        self, data: Path, *options: str, environment: Mapping[str, str] | None = None, log: Path | None = None
    ) -> None:
        command = [sys.executable, "-m", "podium", "up", "--data", str(data), *options]
        told = {"PODIUM_PORT": "0", "PODIUM_ADMIN_PASSWORD": PASSWORD, **(environment or {})}
        variables = {name: value for name, value in {**os.environ, **told}.items() if value}
        with ExitStack() as held:
            errors = held.enter_context(log.open("wb")) if log else None
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=variables)
        self.lines = list(self._read_until("  sign in"))
        self.url = self.lines[0].split()[-1]

    def _read_until(self, start: str) -> Iterator[str]:
        for line in self.process.stdout or ():
            yield line.rstrip()
            if line.startswith(start):
                return
        self.close()
        raise AssertionError(f"the server ended with status {self.process.wait()}")

    def caller(self, password: str = PASSWORD, name: str = "admin", tenant: str = "Default") -> httpx.Client:
        """A signed-in client in the folder Shared."""
        login = {"tenancyName": tenant, "usernameOrEmailAddress": name, "password": password}
        answer = httpx.post(f"{self.url}/api/Account/Authenticate", json=login, timeout=PATIENCE)
        token = checked(answer, 200)["result"]
        headers = {"Authorization": f"Bearer {token}", "X-UIPATH-OrganizationUnitId": "1"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE)

    def workers(self) -> list[int]:
        """The ids of the processes that serve."""
        return [pid for pid in descendants(self.process.pid) if "podium.cli.worker" in command_line(pid)]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        self.close()

    def close(self) -> None:
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def serving(
    data: Path, *options: str, environment: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[Server]:
    """A server until the end; what it logs goes to ``log``, or where the tests' own errors go."""
    server = Server(data, *options, environment=environment, log=log)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        server.close()


def until(found: Callable[[], T | None], seconds: float = 30) -> T:
    """What is found, as soon as there is anything: another process makes it."""
    end = time.monotonic() + seconds
    while not (it := found()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)  # rule-skip: given-time - what is waited for happens in another process
    return it


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def checked(answer: httpx.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def podium(*words: str, status: int = 0) -> str:
    """Run a command of the command line; what it says."""
    command = [sys.executable, "-m", "podium", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr
