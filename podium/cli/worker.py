"""One server process, as ``podium up`` starts it: its settings come on standard input, its end with its parent's."""

import ctypes
import gc
import json
import os
import signal
import socket
import sys
from base64 import b64decode
from contextlib import suppress
from typing import Any

import uvicorn

from podium.app import Settings, build
from podium.cli.workers import READY
from podium.kernel.logs import log_to_stderr

PR_SET_PDEATHSIG = 1
GRACE = 8
COLLECT = (50_000, 50, 1000)


class Server(uvicorn.Server):
    """Says when it is ready."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What was made until now stays: leaving it out of every collection keeps pauses short.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT)
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()


def main(parent: int) -> None:
    die_with(parent)
    log_to_stderr(os.environ.get("PODIUM_LOG", "WARNING"))
    given: dict[str, Any] = json.loads(sys.stdin.readline())
    listener = socket.socket(fileno=given.pop("listener"))
    settings = Settings(**{**given, "master_key": b64decode(given["master_key"])})
    config = uvicorn.Config(
        build(settings).application,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        proxy_headers=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        backlog=2048,
    )
    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listener])


def die_with(parent: int) -> None:
    """End when the parent ends, in whatever way it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
