"""A package of a gigabyte takes no more memory than a small one; an upload that is cut off leaves nothing to see."""

import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.databases import MASTER_KEY, PASSWORD
from tests.processes.words import NS, nupkg, nuspec
from tests.servers import PATIENCE, checked

GIGABYTE = 1024**3
BLOCK = bytes(range(256)) * 4096
SPARE = 100 * 1024**2
"""How much memory a server process may take on the way, whatever passes through it."""
UPLOAD = f"/odata/Processes/{NS}.UploadPackage"
DOWNLOAD = f"/odata/Processes/{NS}.DownloadPackage(key='Huge:1.0.0')"


@dataclass
class Worker:
    """One server process, and a signed-in caller of it."""

    pid: int
    caller: httpx.Client

    def send(self, package: Path) -> httpx.Response:
        with package.open("rb") as file:
            return self.caller.post(UPLOAD, files={"file": (package.name, file)})

    def packages(self) -> list[str]:
        return [row["Key"] for row in checked(self.caller.get("/odata/Processes"), 200)["value"]]

    def most_memory(self) -> int:
        """The most memory that it has ever had at once, in bytes."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


@contextmanager
def working(url: str, files: Path) -> Iterator[Worker]:
    command = [sys.executable, "-m", "podium.cli.worker", str(os.getpid())]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings = {"database_url": url, "master_key": b64encode(MASTER_KEY).decode(), "files": str(files)}
        told = json.dumps({**settings, "listener": listener.fileno()}).encode() + b"\n"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, pass_fds=[listener.fileno()], **pipes) as process:  # type: ignore[call-overload]
            process.stdin.write(told)
            process.stdin.flush()
            assert process.stdout.readline() == b"ready\n"
            with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=PATIENCE) as caller:
                login = {"tenancyName": "Default", "usernameOrEmailAddress": "admin", "password": PASSWORD}
                token = caller.post("/api/Account/Authenticate", json=login).json()["result"]
                caller.headers["authorization"] = f"Bearer {token}"
                yield Worker(process.pid, caller)
            process.kill()


def write_package(path: Path, size: int) -> Path:
    """A package that is as large as what is in it."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Huge.nuspec", nuspec("Huge", "1.0.0"))
        with archive.open("content/data.bin", "w", force_zip64=True) as content:
            for _ in range(size // len(BLOCK)):
                content.write(BLOCK)
    return path


@pytest.mark.slow
async def test_a_gigabyte_passes_through_without_filling_the_memory(database_url: str, tmp_path: Path) -> None:
    package, fetched = write_package(tmp_path / "huge.nupkg", GIGABYTE), 0
    with working(database_url, tmp_path / "files") as worker:
        before = worker.most_memory()
        checked(worker.send(package), 200)
        with worker.caller.stream("GET", DOWNLOAD) as answer:
            for chunk in answer.iter_raw():
                fetched += len(chunk)
        assert worker.most_memory() - before < SPARE
    assert fetched == package.stat().st_size > GIGABYTE


@pytest.mark.chaos
async def test_an_upload_that_is_cut_off_leaves_nothing_to_see(database_url: str, tmp_path: Path) -> None:
    files = tmp_path / "files"
    with working(database_url, files) as worker:
        half_sent(worker.caller, nupkg())
        os.kill(worker.pid, signal.SIGKILL)
    with working(database_url, files) as worker:
        assert worker.packages() == []
        assert not [file for file in files.rglob("*") if file.is_file()]
        checked(worker.caller.post(UPLOAD, files={"file": ("a.nupkg", nupkg())}), 200)


def half_sent(caller: httpx.Client, package: bytes) -> None:
    """Begin a request, and never end it."""
    request = caller.build_request("POST", UPLOAD, files={"file": ("a.nupkg", package)})
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    body = request.read()
    with socket.create_connection((request.url.host, request.url.port or 80)) as line:
        line.sendall(f"POST {UPLOAD} HTTP/1.1\r\n{head}\r\n".encode() + body[: len(body) // 2])


@pytest.mark.chaos
async def test_a_server_killed_while_it_stores_a_package_has_nothing_of_it(database_url: str, tmp_path: Path) -> None:
    files, package = tmp_path / "files", write_package(tmp_path / "large.nupkg", 300 * len(BLOCK))
    with working(database_url, files) as worker, ThreadPoolExecutor() as threads:
        upload = threads.submit(worker.send, package)
        while not any((files / "unfinished").glob("*")):
            assert not upload.done(), "the package was stored before anybody looked"
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(httpx.TransportError):
            upload.result()
    with working(database_url, files) as worker:
        assert worker.packages() == []
        checked(worker.send(package), 200)
        assert worker.caller.get(DOWNLOAD).content == package.read_bytes()
