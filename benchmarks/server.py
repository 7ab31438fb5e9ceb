"""A server of our own for the time of a measurement: `podium up` on a fresh database with durable commits."""

import base64
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from podium.kernel.postgres import address
from podium.kernel.postgres.binaries import find_binaries

PASSWORD = base64.b64encode(os.urandom(12)).decode()
FOLDER = {"X-UIPATH-OrganizationUnitId": "1"}


@dataclass(frozen=True)
class Running:
    """Where the server is, a token for it, its database, and its processes."""

    url: str
    token: str
    database: str
    pid: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **FOLDER}

    def call(self, method: str, path: str, body: object = None) -> httpx.Response:
        answer = httpx.request(method, f"{self.url}{path}", json=body, headers=self.headers, timeout=300)
        answer.raise_for_status()
        return answer

    def psql(self, command: str) -> str:
        """Run SQL and give what it prints."""
        program = str(find_binaries(os.environ).bin / "psql")
        words = [program, self.database, "-Atqc", command]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()

    def pgbench(self, script: Path, clients: int, seconds: int) -> float:
        """Transactions a second of a script of single-statement transactions, by PostgreSQL's own tool."""
        program = str(find_binaries(os.environ).bin / "pgbench")
        words = [program, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds)]
        done = subprocess.run([*words, "-f", str(script), self.database], check=True, capture_output=True, text=True)
        (found,) = re.findall(r"tps = ([\d.]+)", done.stdout)
        return float(found)


def _address(process: "subprocess.Popen[str]") -> str:
    if process.stdout is None or not (line := process.stdout.readline()):
        raise RuntimeError("The server did not start.")
    return line.split()[-1]


@contextmanager
def server(workers: int = 1) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="podium-bench-", dir="/var/tmp") as directory:
        data = Path(directory)
        data.chmod(0o711)
        command = [sys.executable, "-m", "podium", "up", "--data", str(data), "--port", "0", "--workers", str(workers)]
        environment = {**os.environ, "PODIUM_ADMIN_PASSWORD": PASSWORD}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            url = _address(process)
            login = {"usernameOrEmailAddress": "admin", "password": PASSWORD}
            token = httpx.post(f"{url}/api/Account/Authenticate", json=login, timeout=30).json()["result"]
            yield Running(url, token, address.url(data / "postgres"), process.pid)
        finally:
            process.terminate()
            process.wait(30)
