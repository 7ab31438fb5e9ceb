"""``podium up`` starts everything, and ends everything."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

import podium
from tests.servers import Server, checked, command_line, serving

pytestmark = pytest.mark.slow
QUEUES = "/odata/QueueDefinitions"
ADD, BULK, TAKE = (
    f"/odata/Queues/UiPathODataSvc.{name}" for name in ("AddQueueItem", "BulkAddQueueItems", "StartTransaction")
)


@pytest.fixture
def data() -> Iterator[Path]:
    with TemporaryDirectory(prefix="podium-up-") as directory:
        path = Path(directory)
        path.chmod(0o711)
        yield path / "data"


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)  # rule-skip: given-time - what is waited for happens in another process


def test_the_first_start_shows_a_password_once(data: Path) -> None:
    with serving(data, environment={"PODIUM_ADMIN_PASSWORD": ""}) as server:
        password = server.lines[-1].split()[4]
        with server.caller(password) as caller:
            checked(caller.post(QUEUES, json={"Name": "Invoices"}), 201)
    with serving(data, environment={"PODIUM_ADMIN_PASSWORD": ""}) as server:
        assert password not in "".join(server.lines)
        with server.caller(password) as caller:
            assert [queue["Name"] for queue in checked(caller.get(QUEUES), 200)["value"]] == ["Invoices"]


def test_the_environment_makes_a_start_scriptable(data: Path) -> None:
    told = {"PODIUM_CLIENT_ID": "ci", "PODIUM_CLIENT_SECRET": "s3cret", "PODIUM_ANY_ORG": "1"}
    form = {"grant_type": "client_credentials", "client_id": "ci", "client_secret": "s3cret"}
    with serving(data, environment=told) as server:
        token = checked(httpx.post(f"{server.url}/identity_/connect/token", data=form), 200)
        headers = {"Authorization": f"Bearer {token['access_token']}", "X-UIPATH-OrganizationUnitId": "1"}
        checked(httpx.get(f"{server.url}/any/Default/orchestrator_{QUEUES}", headers=headers), 200)
        form["client_secret"] = "wrong"
        assert httpx.post(f"{server.url}/identity_/connect/token", data=form).status_code == 400


def test_secrets_lie_where_only_the_owner_reads_them(data: Path) -> None:
    with serving(data) as server:
        for pid in [server.process.pid, *server.workers()]:
            assert "correct horse" not in command_line(pid)
    assert stat.S_IMODE((data / "master.key").stat().st_mode) == 0o600


def test_two_server_processes_never_give_out_one_item_twice(data: Path) -> None:
    with serving(data, "--workers", "2") as server, server.caller() as caller:
        assert len(server.workers()) == 2
        checked(caller.post(QUEUES, json={"Name": "Invoices"}), 201)
        for _ in range(300):
            checked(caller.post(ADD, json={"itemData": {"Name": "Invoices"}}), 201)

        def work(_: int) -> list[int]:
            taken: list[int] = []
            with server.caller() as worker:
                while True:
                    answer = worker.post(TAKE, json={"transactionData": {"Name": "Invoices"}})
                    if answer.status_code == 204:
                        return taken
                    taken.append(checked(answer, 200)["Id"])

        with ThreadPoolExecutor(8) as pool:
            taken = Counter(item for items in pool.map(work, range(8)) for item in items)
    assert len(taken) == 300
    assert set(taken.values()) == {1}


def test_a_server_process_that_dies_is_replaced(data: Path) -> None:
    with serving(data) as server, server.caller() as caller:
        (before,) = server.workers()
        os.kill(before, signal.SIGKILL)
        until(lambda: bool(server.workers()) and server.workers() != [before])
        until(lambda: _answers(caller))


def test_a_server_process_is_started_anew_when_the_code_changes(data: Path) -> None:
    with serving(data, "--reload") as server, server.caller() as caller:
        before = server.workers()
        Path(podium.__file__).touch()
        until(lambda: bool(server.workers()) and server.workers() != before)
        until(lambda: _answers(caller))


def test_everything_ends_with_the_process_that_started_it_and_starts_again(data: Path) -> None:
    server = Server(data)
    with server.caller() as caller:
        checked(caller.post(QUEUES, json={"Name": "Invoices"}), 201)
    family = [server.process.pid, *server.workers()]
    server.kill()
    until(lambda: not any(command_line(pid) for pid in family))
    with serving(data) as again, again.caller() as caller:
        assert len(checked(caller.get(QUEUES), 200)["value"]) == 1


def test_the_database_dies_and_comes_back(data: Path) -> None:
    with serving(data) as server, server.caller() as caller:
        checked(caller.post(QUEUES, json={"Name": "Invoices"}), 201)
        os.kill(_postmaster(data), signal.SIGKILL)
        seen = {200}
        end = time.monotonic() + 30
        while time.monotonic() < end:
            answer = caller.get(QUEUES)
            seen.add(answer.status_code)
            if answer.status_code == 200 and 503 in seen:
                break
        assert seen == {200, 503}
        assert len(checked(caller.get(QUEUES), 200)["value"]) == 1


def test_a_port_in_use_is_told_in_one_line(data: Path) -> None:
    with serving(data) as server:
        port = server.url.rpartition(":")[2]
        command = [sys.executable, "-m", "podium", "up", "--data", f"{data}2", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"podium: 127.0.0.1:{port} cannot be used")


def _postmaster(data: Path) -> int:
    (path,) = data.glob("postgres/pg*/postmaster.pid")
    return int(path.read_text().splitlines()[0])


def _answers(caller: httpx.Client) -> bool:
    try:
        return caller.get(QUEUES).status_code == 200
    except httpx.TransportError:
        return False
