"""A database's content as a file, and back."""

import os
from pathlib import Path

import pytest

from podium.kernel.postgres import Embedded, PostgresError, dump, find_binaries, restore
from tests.kernel.postgres.conftest import Ask

PROGRAMS = find_binaries(os.environ)


@pytest.fixture
def url(server: Embedded, ask: Ask) -> str:
    """The address of a database with one table that has one row."""
    ask(
        server.url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE queue AS SELECT 7 AS item; SELECT 1"
    )
    return server.url


def test_a_restored_database_is_what_was_dumped(url: str, tmp_path: Path, ask: Ask) -> None:
    dump(url, PROGRAMS, tmp_path / "dump")
    ask(url, "UPDATE queue SET item = 8; CREATE TABLE later (); SELECT 1")
    restore(url, PROGRAMS, tmp_path / "dump")
    assert ask(url, "SELECT item FROM queue") == 7
    assert ask(url, "SELECT to_regclass('later')") is None


def test_extensions_are_part_of_a_dump(url: str, tmp_path: Path, ask: Ask) -> None:
    ask(url, "CREATE EXTENSION pg_trgm; CREATE INDEX ON queue USING gin ((item::text) gin_trgm_ops); SELECT 1")
    dump(url, PROGRAMS, tmp_path / "dump")
    restore(url, PROGRAMS, tmp_path / "dump")
    assert ask(url, "SELECT count(*) FROM pg_indexes WHERE tablename = 'queue'") == 1


def test_a_restored_database_can_be_dumped_and_restored(url: str, tmp_path: Path, ask: Ask) -> None:
    for _ in range(2):
        dump(url, PROGRAMS, tmp_path / "dump")
        restore(url, PROGRAMS, tmp_path / "dump")
    assert ask(url, "SELECT item FROM queue") == 7


@pytest.mark.parametrize("rest", [0, 100, -1])
def test_a_damaged_dump_changes_nothing(url: str, tmp_path: Path, ask: Ask, rest: int) -> None:
    dump(url, PROGRAMS, tmp_path / "dump")
    (tmp_path / "damaged").write_bytes((tmp_path / "dump").read_bytes()[:rest])
    with pytest.raises(PostgresError, match="pg_restore"):
        restore(url, PROGRAMS, tmp_path / "damaged")
    assert ask(url, "SELECT item FROM queue") == 7


def test_a_dump_that_cannot_be_restored_changes_nothing(url: str, tmp_path: Path, ask: Ask) -> None:
    ask(url, "CREATE SCHEMA elsewhere; SELECT 1")  # not emptied before it is created again
    dump(url, PROGRAMS, tmp_path / "dump")
    ask(url, "UPDATE queue SET item = 8; SELECT 1")
    with pytest.raises(PostgresError, match='schema "elsewhere" already exists'):
        restore(url, PROGRAMS, tmp_path / "dump")
    assert ask(url, "DROP SCHEMA elsewhere; SELECT item FROM queue") == 8


def test_a_dump_is_for_its_owner_alone(url: str, tmp_path: Path) -> None:
    dump(url, PROGRAMS, tmp_path / "dump")
    assert (tmp_path / "dump").stat().st_mode & 0o777 == 0o600


def test_a_dump_that_fails_leaves_the_last_one(url: str, tmp_path: Path) -> None:
    dump(url, PROGRAMS, tmp_path / "dump")
    with pytest.raises(PostgresError, match="no-such-database"):
        dump(url.replace("/podium?", "/no-such-database?"), PROGRAMS, tmp_path / "dump")
    assert [file.name for file in tmp_path.iterdir()] == ["dump"]
