"""Who runs the server: the user that runs Podium, and an unprivileged one when that is root."""

import os
import shutil
from pathlib import Path

import pytest

from podium.kernel.postgres import Binaries, Embedded, PostgresError, account, find_binaries
from podium.kernel.postgres.account import NAMELESS
from podium.kernel.postgres.address import sockets
from tests.kernel.postgres.child import NOBODY, Child, python_for_all
from tests.kernel.postgres.conftest import Ask

PYTHON = python_for_all()
root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


def owner(pid: int) -> int:
    """The user of a process."""
    return Path(f"/proc/{pid}").stat().st_uid


@pytest.mark.skipif(PYTHON is None, reason="needs root and a python for all")
def test_a_plain_user_runs_its_own_server(place: Path, ask: Ask) -> None:
    os.chown(place, NOBODY, NOBODY)
    with Child(place / "data", PYTHON or "", NOBODY) as podium:
        url, pid = podium.served()
        assert ask(url, "SELECT 1") == 1
        assert owner(pid) == NOBODY
    assert {path.stat().st_uid for path in (place / "data").iterdir()} == {NOBODY}


@pytest.mark.skipif(PYTHON is None, reason="needs root and a python for all")
def test_a_user_without_a_name_is_told_what_to_do(place: Path) -> None:
    os.chown(place, NAMELESS, NAMELESS)
    with Child(place / "data", PYTHON or "", NAMELESS) as podium:
        assert f"User id {NAMELESS} has no name" in podium.complaint()


@root
def test_root_needs_no_account_made_for_it_and_a_cluster_keeps_its_owner(
    data: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as where_no_account_exists:
        where_no_account_exists.setattr(account, "NAMES", ())
        with Embedded(data) as server:
            assert ask(server.url, "SELECT 1") == 1
            assert owner(server.pid) == NAMELESS
    with Embedded(data) as server:
        assert owner(server.pid) == NAMELESS


@root
def test_programs_that_only_root_can_reach_are_made_reachable(place: Path, data: Path) -> None:
    closed = place / "closed"
    found = find_binaries({})
    for part in found.parts:
        shutil.copytree(found.root / part, closed / part)
    closed.chmod(0o700)
    with Embedded(data, Binaries(closed / found.bin.relative_to(found.root), found.version)) as server:
        assert owner(server.pid) != 0
    assert closed.stat().st_mode & 0o777 == 0o700


@root
def test_only_the_servers_account_may_enter_the_data(stopped: Path) -> None:
    with Embedded(stopped) as server:
        group = Path(f"/proc/{server.pid}").stat().st_gid
    found = stopped.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (0, group, 0o710)


@root
def test_data_that_the_server_cannot_reach_are_refused(place: Path) -> None:
    place.chmod(0o700)
    with pytest.raises(PostgresError, match="may not enter"):
        Embedded(place / "data").start()
    assert place.stat().st_mode & 0o777 == 0o700


@root
def test_data_of_somebody_else_are_refused(data: Path) -> None:
    data.mkdir()
    os.chown(data, NOBODY, NOBODY)
    with pytest.raises(PostgresError, match=f"belongs to user id {NOBODY}"):
        Embedded(data).start()


@root
def test_a_directory_that_somebody_else_laid_for_the_socket_is_refused(stopped: Path) -> None:
    sockets(stopped).mkdir(exist_ok=True)  # one that was killed has left it
    os.chown(sockets(stopped), NOBODY, NOBODY)
    with pytest.raises(PostgresError, match="belongs to somebody else"):
        Embedded(stopped).start()
