"""The cluster to run: found, made, or brought to a newer major version of PostgreSQL."""

import shutil

from podium.kernel.postgres import durable
from podium.kernel.postgres.binaries import Binaries, find_major
from podium.kernel.postgres.cluster import Cluster, adopt, make
from podium.kernel.postgres.directory import DatabaseDirectory
from podium.kernel.postgres.dump import dump, restore
from podium.kernel.postgres.errors import PostgresError
from podium.kernel.postgres.server import running


def current(directory: DatabaseDirectory, binaries: Binaries) -> Cluster:
    """The cluster for these programs: made when there is none, upgraded when it is of an older major version."""
    latest = max(directory.majors, default=None)
    if latest is None:
        return adopt(make(directory, binaries))
    if latest > binaries.major:
        raise PostgresError(
            f"{directory.cluster(latest)} needs the programs of PostgreSQL {latest}, those found in {binaries.bin}"
            f" are {binaries.version}. Name the directory of newer ones in PODIUM_PG_BIN."
        )
    if latest < binaries.major:
        upgrade(directory, _programs_of(latest, directory), binaries)
    _set_aside(directory, binaries.major)
    return Cluster(directory, binaries, directory.cluster(binaries.major))


def upgrade(directory: DatabaseDirectory, old: Binaries, new: Binaries) -> None:
    """Bring the database to the major version of ``new``; until that is done, the old cluster is the one in use."""
    dumped = directory.path / "upgrade.dump"
    try:
        with running(Cluster(directory, old, directory.cluster(old.major))) as url:
            dump(url, new, dumped)
        fresh = make(directory, new)
        with running(fresh) as url:
            restore(url, new, dumped)
        adopt(fresh)
    finally:
        dumped.unlink(missing_ok=True)
        shutil.rmtree(directory.unfinished(new.major), ignore_errors=True)


def _programs_of(major: int, directory: DatabaseDirectory) -> Binaries:
    found = find_major(major, directory.path)
    if found is None:
        raise PostgresError(
            f"{directory.cluster(major)} has to be upgraded, which takes the programs of PostgreSQL {major} once more:"
            f" install your system's postgresql-{major}, or name their directory in PODIUM_PG_BIN to go on without."
        )
    return found


def _set_aside(directory: DatabaseDirectory, in_use: int) -> None:
    """Keep the clusters of older major versions under names that say so."""
    for major in directory.majors:
        if major < in_use:
            durable.rename(directory.cluster(major), directory.path / f"pg{major}.before-{in_use}")
