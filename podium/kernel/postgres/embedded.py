"""Podium's own database server, as the command line and the tests use it."""

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from podium.kernel.postgres import address, server
from podium.kernel.postgres.binaries import Binaries, find_binaries, keep
from podium.kernel.postgres.directory import open_directory
from podium.kernel.postgres.supervisor import Supervisor
from podium.kernel.postgres.upgrade import current

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


class Embedded:
    """A PostgreSQL with its data in a directory of its own; ``settings`` are PostgreSQL's, by their names."""

    def __init__(self, data: Path, binaries: Binaries | None = None, settings: Mapping[str, str] = NO_SETTINGS) -> None:
        self._data = data
        self._binaries = binaries
        self._settings = settings
        self._held = ExitStack()

    def start(self) -> str:
        """The database's address; the server lives until ``stop``, or until this process ends in whatever way."""
        directory = open_directory(self._data)
        with ExitStack() as held:
            held.enter_context(directory.claim())
            held.callback(shutil.rmtree, address.sockets(directory.path), ignore_errors=True)
            cluster = current(directory, keep(self._binaries or find_binaries(os.environ), directory.path))
            url = self.url
            self._supervisor = Supervisor(partial(server.start, cluster, self._settings))
            held.callback(self._supervisor.stop)
            self._supervisor.start()
            self._held = held.pop_all()
        return url

    def stop(self) -> None:
        """Shut the server down and let go of the data."""
        self._held.close()

    @property
    def url(self) -> str:
        """The database's address, whichever process has started the server."""
        return address.url(self._data.resolve())

    @property
    def pid(self) -> int:
        """The server's process, another one after a restart."""
        return self._supervisor.pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
