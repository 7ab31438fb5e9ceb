"""What is left when processes are killed."""

import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from podium.kernel.postgres import Embedded
from podium.kernel.postgres.supervisor import Supervisor
from tests.kernel.postgres.child import Child, until
from tests.kernel.postgres.conftest import Ask
from tools.skips import needs

pytestmark = pytest.mark.chaos


def ended(pid: int) -> bool:
    """Tell whether there is no such process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("server_too", [False, True])
def test_data_survive_when_podium_is_killed(stopped: Path, ask: Ask, *, server_too: bool) -> None:
    with Child(stopped) as podium:
        url, pid = podium.served()
        ask(url, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number; SELECT 1")
        if server_too:
            os.kill(pid, signal.SIGKILL)
        podium.kill()
        with Embedded(stopped) as server:
            assert ask(server.url, "SELECT number FROM kept") == 7


@needs("linux")
def test_the_server_ends_when_podium_is_killed(stopped: Path) -> None:
    with Child(stopped) as podium:
        _, pid = podium.served()
        podium.kill()
        until(lambda: ended(pid))


def test_a_killed_server_is_started_again(stopped: Path, ask: Ask) -> None:
    with Embedded(stopped) as server:
        killed, url = server.pid, server.url
        os.kill(killed, signal.SIGKILL)
        until(lambda: server.pid != killed)
        assert ask(url, "SELECT 1") == 1


def test_a_killed_server_stays_down_when_podium_stops(stopped: Path) -> None:
    with Embedded(stopped) as server:
        os.kill(server.pid, signal.SIGKILL)
    assert ended(server.pid)


def test_a_first_start_can_be_killed(data: Path, ask: Ask) -> None:
    with Child(data) as podium:
        until(lambda: list(data.glob("pg*.new")))
        podium.kill()
        with Embedded(data) as server:
            assert ask(server.url, "SELECT 1") == 1
    assert not list(data.glob("pg*.new"))


@needs("linux")
def test_a_process_number_that_was_given_to_another_program_does_no_harm(stopped: Path) -> None:
    (cluster,) = stopped.glob("pg[0-9][0-9]")
    owner = cluster.stat()
    user = owner.st_uid if os.geteuid() == 0 else None
    with subprocess.Popen(["sleep", "60"], user=user) as other:
        (cluster / "postmaster.pid").write_text(f"{other.pid}\n{cluster}\n1\n5432\n\n\n0 999999\n")
        os.chown(cluster / "postmaster.pid", owner.st_uid, owner.st_gid)
        with Embedded(stopped) as server:
            assert server.pid != other.pid
        other.kill()


def test_a_server_that_comes_up_while_podium_stops_is_stopped() -> None:
    starting, stopping = threading.Event(), threading.Event()

    def start() -> subprocess.Popen[bytes]:
        starting.set()
        stopping.wait()
        return subprocess.Popen(["sleep", "60"])

    supervisor = Supervisor(start)
    threading.Thread(target=supervisor.start).start()
    starting.wait()
    stop = threading.Thread(target=supervisor.stop)
    stop.start()
    stopping.set()
    stop.join()
    assert ended(supervisor.pid)
