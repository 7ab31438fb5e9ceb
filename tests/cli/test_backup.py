"""A backup holds everything but the master key, and a restore brings it back."""

import tarfile
from pathlib import Path

import pytest

from tests.cli.test_up import QUEUES, data
from tests.servers import checked, podium, serving

pytestmark = pytest.mark.slow
__all__ = ["data"]


def test_a_backup_taken_while_the_server_runs_is_restored_elsewhere(data: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "all.tar", data.parent / "other"
    with serving(data) as server, server.caller() as caller:
        checked(caller.post(QUEUES, json={"Name": "Invoices"}), 201)
        podium("backup", str(archive), "--data", str(data))
    with tarfile.open(archive) as made:
        assert not [name for name in made.getnames() if "key" in name]
    other.mkdir(mode=0o711)
    (other / "master.key").write_bytes((data / "master.key").read_bytes())
    podium("restore", str(archive), "--data", str(other))
    with serving(other) as server, server.caller() as caller:
        assert [queue["Name"] for queue in checked(caller.get(QUEUES), 200)["value"]] == ["Invoices"]


def test_a_restore_is_refused_while_the_server_runs(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.tar"
    with serving(data):
        podium("backup", str(archive), "--data", str(data))
        assert "Stop it first" in podium("restore", str(archive), "--data", str(data), status=1)


def test_something_else_than_a_backup_is_refused_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    (tmp_path / "no.tar").write_bytes(b"nothing of the kind")
    assert "not a backup" in podium("restore", str(tmp_path / "no.tar"), "--data", str(data), status=1)


def test_an_archive_that_leads_elsewhere_is_refused(data: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as made:
        made.add(__file__, "../../outside.txt")
    said = podium("restore", str(tmp_path / "evil.tar"), "--data", str(data), status=1)
    assert "it holds ../../outside.txt" in said
    assert not list(data.parent.rglob("outside.txt"))


def test_the_schema_is_brought_up_to_date_once(data: Path) -> None:
    assert "was brought" in podium("db", "upgrade", "--data", str(data))
    assert "was up to date" in podium("db", "upgrade", "--data", str(data))
