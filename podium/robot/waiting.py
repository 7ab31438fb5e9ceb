"""Waiting: for the first of several things, and for a server to come back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from podium.robot.errors import Interrupted, Unavailable

T = TypeVar("T")
log = logging.getLogger(__name__)

FIRST_PAUSE = 0.2


async def first_of(*waits: Coroutine[Any, Any, Any], timeout: float | None = None) -> None:
    """Wait until one is done or the seconds are over; the others are cancelled. What one raises is raised."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def unless(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """Do the work, or cancel it and raise Interrupted as soon as the event comes."""
    task = asyncio.ensure_future(work)
    try:
        await first_of(_settled(task), stopped.wait())
        if task.done():
            return task.result()
        raise Interrupted
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _settled(task: asyncio.Task[Any]) -> None:
    await asyncio.wait([task])


async def patiently(call: Callable[[], Awaitable[T]], longest_pause: float) -> T:
    """Call until the server has answered, with growing pauses."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await call()
        except Unavailable as error:
            log.warning("the server is not available, next try in %.1f s: %s", pause, error)
        await asyncio.sleep(pause)
        pause = min(pause * 2, longest_pause)
