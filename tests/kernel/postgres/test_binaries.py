"""Where the programs of PostgreSQL are found, and what is kept of them."""

from pathlib import Path

import pytest

from podium.kernel.postgres import Binaries, PostgresError, find_binaries
from podium.kernel.postgres.binaries import keep


def test_the_package_brings_the_programs_along() -> None:
    found = find_binaries({})
    assert found.parts
    assert found.major >= 18


def test_the_named_directory_comes_first(place: Path) -> None:
    (place / "postgres").symlink_to(find_binaries({}).bin / "postgres")
    found = find_binaries({"PODIUM_PG_BIN": str(place)})
    assert (found.bin, found.parts) == (place, ())


def test_a_named_directory_without_programs_is_reported(place: Path) -> None:
    with pytest.raises(PostgresError, match=f"no working PostgreSQL in {place}"):
        find_binaries({"PODIUM_PG_BIN": str(place)})


def test_programs_that_are_too_old_are_reported(place: Path) -> None:
    program = place / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.22 (Debian 13.22-1)'\n")
    program.chmod(0o755)
    with pytest.raises(PostgresError, match=r"13\.22 .* is too old: 14 or newer"):
        find_binaries({"PODIUM_PG_BIN": str(place)})


def test_programs_of_the_package_are_kept_beside_the_data(place: Path) -> None:
    kept = keep(find_binaries({}), place)
    assert kept.bin.is_relative_to(place)
    assert keep(kept, place) == kept


def test_of_one_major_version_only_the_latest_programs_are_kept(place: Path) -> None:
    found = find_binaries({})
    keep(Binaries(found.bin, f"{found.major}.0"), place)
    keep(found, place)
    assert [kept.name for kept in place.iterdir()] == [f"programs-{found.version}"]


def test_programs_of_the_system_stay_where_they_are(place: Path) -> None:
    system = Binaries(Path("/usr/lib/postgresql/15/bin"), "15.1")
    assert keep(system, place) == system
    assert not list(place.iterdir())
