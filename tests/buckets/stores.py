"""Stores of files for tests: Azurite, which speaks as Azure does, and moto, which speaks as Amazon does."""

import base64
import hmac
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate

import httpx
from moto.server import ThreadedMotoServer

from tests.clients.environments import Node

AZURITE = Node("azurite", ("azurite@3.35.0",))
CONTAINER = "files-of-tests"
ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
VERSION = "2021-08-06"
LISTENING = "successfully listens on "


@contextmanager
def azurite() -> Iterator[str]:
    """The address of an account with an empty container."""
    program = AZURITE.path / "node_modules" / ".bin" / "azurite-blob"
    options = ["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent", "--blobPort", "0"]
    with subprocess.Popen([str(program), *options], cwd=AZURITE.path, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = next(line for line in server.stdout or () if LISTENING in line)
            address = f"{line.strip().rpartition(' ')[2]}/{ACCOUNT}"
            _make_container(address)
            yield address
        finally:
            server.terminate()


def _make_container(address: str) -> None:
    """Signed with the key that every Azurite has."""
    headers = {"x-ms-date": formatdate(usegmt=True), "x-ms-version": VERSION}
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    text = "PUT" + "\n" * 12 + f"{lines}/{ACCOUNT}/{ACCOUNT}/{CONTAINER}\nrestype:container"
    signature = base64.b64encode(hmac.digest(base64.b64decode(KEY), text.encode(), "sha256")).decode()
    headers["authorization"] = f"SharedKey {ACCOUNT}:{signature}"
    httpx.put(f"{address}/{CONTAINER}?restype=container", headers=headers).raise_for_status()


@contextmanager
def amazon() -> Iterator[str]:
    """The address of a store with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    httpx.put(f"http://{host}:{port}/{CONTAINER}").raise_for_status()
    yield f"http://{host}:{port}"
    server.stop()
