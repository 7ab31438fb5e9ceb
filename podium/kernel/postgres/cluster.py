"""A cluster, which is PostgreSQL's word for a directory of databases, and the making of one."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from podium.kernel.postgres import durable
from podium.kernel.postgres.binaries import Binaries
from podium.kernel.postgres.directory import DatabaseDirectory

# Podium's own user may make databases, and owns its own; the superuser of the cluster cannot be reached by any socket.
FIRST_WORDS = """\
ALTER SCHEMA public OWNER TO pg_database_owner;
CREATE ROLE podium LOGIN CREATEDB PASSWORD '{password}';
CREATE DATABASE podium OWNER podium;
"""


@dataclass(frozen=True)
class Cluster:
    directory: DatabaseDirectory
    binaries: Binaries
    path: Path


def make(directory: DatabaseDirectory, binaries: Binaries) -> Cluster:
    """A new cluster with Podium's empty database, not yet in its place."""
    path = directory.unfinished(binaries.major)
    with directory.alone() as lock:  # what a killed Podium began may still be at work there
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(mode=0o700)
        account = directory.account.named
        account.own(path)
        account.run(binaries.bin / "initdb", "-D", path, *_traits(binaries.major), keep=(lock,))
        words = FIRST_WORDS.format(password=directory.make_password())
        single = ("--single", "-D", path, "-c", "exit_on_error=on", "template1")
        account.run(binaries.bin / "postgres", *single, script=words, keep=(lock,))
        directory.account.own(path)
    return Cluster(directory, binaries, path)


def adopt(cluster: Cluster) -> Cluster:
    """Put a new cluster in its place: from now on it is the one in use."""
    path = cluster.directory.cluster(cluster.binaries.major)
    durable.rename(cluster.path, path)
    return replace(cluster, path=path)


def _traits(major: int) -> tuple[str, ...]:
    # The built-in locale sorts alike on every system; an operating system's update may not, and then indexes lie.
    builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    locale = builtin if major >= 17 else ("--locale=C.UTF-8",)
    return ("--username=postgres", "--auth=reject", "--encoding=UTF8", "--data-checksums", *locale)
