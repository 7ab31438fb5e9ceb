"""One server for all tests of clients, and the clients that are called again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest

from tests.clients.client import INSIDE, Client, client
from tests.clients.environments import NODE, SDK
from tests.clients.words import idle_process
from tests.servers import PASSWORD, Server, serving

ADDRESS = "acme/Default"
QUIET = {"UIPATH_TELEMETRY_ENABLED": "false", "UIPATH_TRACING_ENABLED": "false", "NO_COLOR": "1"}


@contextmanager
def started() -> Iterator[Server]:
    """A server that answers to any organization, in a directory that is gone afterwards."""
    with TemporaryDirectory(prefix="podium-clients-") as directory:
        place = Path(directory)
        place.chmod(0o711)
        with serving(place / "data", environment={"PODIUM_ANY_ORG": "1"}) as server:
            yield server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def http(server: Server) -> Iterator[httpx.Client]:
    """The administrator, in the folder Shared."""
    with server.caller() as caller:
        yield caller


@pytest.fixture(scope="session")
def settings(server: Server, http: httpx.Client) -> dict[str, str]:
    """The environment by which the vendor's programs for Python find the server."""
    token = http.headers["authorization"].removeprefix("Bearer ")
    where = {"UIPATH_URL": f"{server.url}/{ADDRESS}", "UIPATH_ACCESS_TOKEN": token}
    return QUIET | where | {"UIPATH_FOLDER_PATH": "Shared", "UIPATH_TENANT_ID": "1", "UIPATH_ORGANIZATION_ID": "1"}


@pytest.fixture(scope="session")
def sdk(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    place = tmp_path_factory.mktemp("sdk")
    with client(SDK.python, str(INSIDE / "caller.py"), "sdk", environment=settings, place=place) as sdk:
        yield sdk


@pytest.fixture(scope="session")
def node(server: Server, http: httpx.Client) -> Iterator[Client]:
    """Both clients for Node.js: ``typescript.*`` and ``orchestrator.*``."""
    token = http.headers["authorization"].removeprefix("Bearer ")
    settings = {"PODIUM_ADDRESS": server.url, "PODIUM_TOKEN": token, "PODIUM_MODULES": str(NODE.path)}
    settings |= {"PODIUM_ADMIN_PASSWORD": PASSWORD}
    with client("node", str(INSIDE / "caller.mjs"), environment=settings, place=NODE.path) as node:
        yield node


@pytest.fixture(scope="session")
def idle(http: httpx.Client) -> Any:
    """A process in the folder Idle, whose jobs stay pending."""
    return idle_process(http, "Idle")
