"""Keeps the server running: starts it again when it dies by itself."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from podium.kernel.postgres.errors import PostgresError
from podium.kernel.postgres.server import Process, stop

log = logging.getLogger(__name__)
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 10.0
"""Seconds between two attempts to start the server again."""


class Supervisor:
    """Starts the server from one thread that lives as long as the server shall: the system ends it with that thread."""

    def __init__(self, start: Callable[[], Process]) -> None:
        self._start = start
        self._process: Process | None = None
        self._ready: Future[None] = Future()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postgres", daemon=True)

    @property
    def pid(self) -> int:
        if self._process is None:
            raise PostgresError("The database server has not been started")
        return self._process.pid

    def start(self) -> None:
        """Return when the server takes connections, or raise what kept it from it."""
        self._thread.start()
        self._ready.result()

    def stop(self) -> None:
        """Shut the server down and return when it has ended."""
        self._stopping.set()
        if self._process is not None:
            stop(self._process)
        self._thread.join()

    def _run(self) -> None:
        try:
            first = self._start()
        except BaseException as error:
            self._ready.set_exception(error)
            return
        status = self._attend(first)
        pause = SHORTEST_PAUSE
        while not self._stopping.wait(pause):
            log.warning("the database server died and is started again", extra={"status": status})
            try:
                status = self._attend(self._start())
            except (PostgresError, OSError) as error:
                log.error("the database server does not start", extra={"problem": str(error)})
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                pause = SHORTEST_PAUSE

    def _attend(self, process: Process) -> int:
        """The exit status of the server, when it has ended."""
        self._process = process
        if not self._ready.done():
            self._ready.set_result(None)
        if self._stopping.is_set():  # while it came up: ``stop`` did not know it
            stop(process)
        return process.wait()
