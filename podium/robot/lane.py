"""Delivery of what lies in a store: oldest first, again and again until the server has it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from podium.robot.errors import Refused
from podium.robot.store import Store
from podium.robot.waiting import patiently

T = TypeVar("T")
log = logging.getLogger(__name__)


class Lane(Generic[T]):
    """One store and the call that delivers what is in it. ``send`` gives False for what is not ready to go."""

    def __init__(self, store: Store[T], send: Callable[[T], Awaitable[bool]], longest_pause: float) -> None:
        self.store, self.send, self.longest_pause = store, send, longest_pause
        self.more = asyncio.Event()
        self.clear = asyncio.Event()

    def put(self, name: str, value: T) -> None:
        """Have a value delivered, even if the robot crashes before."""
        self.store.put(name, value)
        self._wake()

    async def put_durably(self, name: str, value: T) -> None:
        """Have a value delivered, even if the machine fails before."""
        await asyncio.to_thread(self.store.put, name, value, durable=True)
        self._wake()

    def _wake(self) -> None:
        self.clear.clear()
        self.more.set()

    async def run(self) -> None:
        """Until cancelled. The store keeps what has not been delivered by then."""
        while True:
            self.more.clear()
            for name, value in self.store.items():
                await self._deliver(name, value)
            if not self.more.is_set():
                self.clear.set()
                await self.more.wait()

    async def _deliver(self, name: str, value: T) -> None:
        try:
            if not await patiently(lambda: self.send(value), self.longest_pause):
                return
        except Refused as error:
            log.error("the server refuses what it was sent; it is dropped: %s", error)
        self.store.remove(name)
