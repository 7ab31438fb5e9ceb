"""A new major version of PostgreSQL takes over the data of an older one."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from podium.kernel.postgres import Binaries, Embedded, PostgresError, find_binaries
from podium.kernel.postgres.binaries import SYSTEM
from tests.databases import WHERE
from tests.kernel.postgres.child import Child, until
from tests.kernel.postgres.conftest import Ask
from tools.skips import needs

pytestmark = pytest.mark.slow

NEW = find_binaries({})


OLD = Binaries(SYSTEM / "15" / "bin", "15")


@pytest.fixture(scope="session")
def made(ask: Ask) -> Iterator[Path]:
    """Data that the older version has made."""
    with TemporaryDirectory(prefix="podium-", dir=WHERE) as path:
        with Embedded(Path(path), OLD) as server:
            ask(server.url, "CREATE EXTENSION pg_trgm; CREATE TABLE queue AS SELECT 7 AS item; SELECT 1")
        yield Path(path)


@pytest.fixture
def aged(data: Path, made: Path) -> Path:
    """A copy of them, owners included."""
    subprocess.run(["cp", "--archive", made, data], check=True)
    return data


def broken(place: Path) -> Binaries:
    """The new programs, of which the one that fills the new database fails."""
    place.mkdir()
    for program in NEW.bin.iterdir():
        (place / program.name).symlink_to("/bin/false" if program.name == "psql" else program)
    return Binaries(place, NEW.version)


@needs("postgresql 15")
def test_an_upgrade_keeps_the_data_and_the_old_cluster(aged: Path, ask: Ask) -> None:
    with Embedded(aged, NEW) as server:
        assert ask(server.url, "SHOW server_version").startswith(f"{NEW.major}.")
        assert ask(server.url, "SELECT item FROM queue") == 7
    assert (aged / f"pg15.before-{NEW.major}").exists()
    assert not (aged / "pg15").exists()


@needs("postgresql 15")
def test_after_a_failed_upgrade_the_old_cluster_is_in_use(aged: Path, place: Path, ask: Ask) -> None:
    with pytest.raises(PostgresError, match="psql failed"):
        Embedded(aged, broken(place / "broken")).start()
    with Embedded(aged, OLD) as server:
        assert ask(server.url, "SELECT item FROM queue") == 7
    assert [path.name for path in aged.glob("pg[0-9]*")] == ["pg15"]


@pytest.mark.chaos
@needs("postgresql 15")
def test_a_killed_upgrade_is_done_again(aged: Path, ask: Ask) -> None:
    with Child(aged) as podium:
        until((aged / f"pg{NEW.major}.new").exists)
        podium.kill()
    assert (aged / "pg15").exists()
    with Embedded(aged) as server:
        assert ask(server.url, "SELECT item FROM queue") == 7
    assert {path.name for path in aged.glob("pg[0-9]*")} == {f"pg{NEW.major}", f"pg15.before-{NEW.major}"}


def test_older_programs_leave_newer_data_alone(stopped: Path) -> None:
    with pytest.raises(PostgresError, match=r"needs the programs of PostgreSQL \d+"):
        Embedded(stopped, Binaries(Path("/programs"), "14.1")).start()


def test_an_upgrade_without_the_old_programs_says_what_to_do(data: Path) -> None:
    (data / "pg13").mkdir(parents=True)
    (data / "podium.lock").touch()
    with pytest.raises(PostgresError, match="install your system's postgresql-13"):
        Embedded(data, NEW).start()
