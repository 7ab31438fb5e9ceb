"""Nodes of a server: engines on a database, until they are killed or nobody tests them; with short terms."""

import asyncio
import multiprocessing
from datetime import timedelta
from multiprocessing.connection import Connection, wait

from podium.app import Settings, build, started
from tests.databases import MASTER_KEY

TERM = timedelta(seconds=1)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


class Node:
    """A process; who it is to the lease is known once it is ready."""

    def __init__(self, url: str) -> None:
        self.told, telling = FORKS.Pipe(duplex=False)
        self.process = FORKS.Process(target=lead, args=(url, MASTER_KEY, telling))
        self.process.start()
        telling.close()
        self.holder = ""

    async def ready(self) -> None:
        if not self.holder:
            self.holder = await asyncio.to_thread(self.told.recv)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.told.close()


def lead(url: str, master_key: bytes, telling: Connection) -> None:
    """Do what happens by itself, or stand by."""
    asyncio.run(_lead(url, master_key, telling))


async def _lead(url: str, master_key: bytes, telling: Connection) -> None:
    podium, tests = build(Settings(url, master_key)), multiprocessing.parent_process()
    podium.runner.lease.term = TERM
    async with started(podium, engine=True):
        telling.send(podium.runner.lease.holder)
        await asyncio.to_thread(wait, [tests.sentinel] if tests else [])
