"""The database that a command works on: that of PODIUM_DATABASE_URL, or the embedded one of a data directory."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from podium.cli.data import DataDirectory
from podium.cli.problems import Problem
from podium.kernel.postgres import Embedded, InUse, PostgresError


@contextmanager
def own_database(directory: DataDirectory) -> Iterator[str]:
    """The address of a database; an embedded one is ours alone, and runs as long as this."""
    with _told():
        if external := _external():
            yield external
            return
        with Embedded(directory.database) as server:
            yield server.url


@contextmanager
def any_database(directory: DataDirectory) -> Iterator[str]:
    """The address of a database, whether a server runs on it or not."""
    with _told(), ExitStack() as held:
        if external := _external():
            yield external
            return
        embedded = Embedded(directory.database)
        with suppress(InUse):
            held.enter_context(embedded)
        yield embedded.url


def _external() -> str | None:
    return os.environ.get("PODIUM_DATABASE_URL")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except InUse as problem:
        raise Problem(f"{problem}. Stop it first.") from problem
    except PostgresError as problem:
        raise Problem(str(problem)) from problem
