"""Callers who wait for something to happen: they hold no connection to the database and cost a few bytes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from podium.kernel.notices import Notices
from podium.odata.request import Later, Response

Ask = Callable[[Later | None], Awaitable[Response]]
"""Asks once more, where there was nothing to tell yet."""


async def answered(notices: Notices, ask: Ask, gone: Callable[[], Awaitable[None]]) -> Response:
    """Ask; and while the answer is ``Later``, wait for its sleeper to be woken and ask again.

    It is asked once more before the first wait: what happened since would not wake anybody. A caller who is
    ``gone`` is answered with what there is, so that nothing is taken in its name.
    """
    response = await ask(None)
    later = response.later
    if later is None:
        return response
    clock = asyncio.get_running_loop().time
    until = clock() + later.seconds
    leaving = asyncio.ensure_future(gone())
    try:
        with notices.sleeping(later.sleeper) as woken:
            while not leaving.done():
                woken.clear()
                response = await ask(later)
                if response.later is None or not await _woken(woken, leaving, until - clock()):
                    break
        return response
    finally:
        leaving.cancel()


async def _woken(woken: asyncio.Event, leaving: "asyncio.Future[None]", seconds: float) -> bool:
    """Has it been woken before the time was over?"""
    if seconds <= 0:
        return False
    waking: asyncio.Future[Any] = asyncio.ensure_future(woken.wait())
    try:
        await asyncio.wait({waking, leaving}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return woken.is_set()
    finally:
        waking.cancel()
