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
                if response.later is None or (left := until - clock()) <= 0:
                    break
                await _woken(woken, leaving, min(left, response.later.look))
        return response
    finally:
        leaving.cancel()


async def _woken(woken: asyncio.Event, leaving: "asyncio.Future[None]", seconds: float) -> None:
    """Wait until it is woken, who waits has left, or the time is over."""
    waking: asyncio.Future[Any] = asyncio.ensure_future(woken.wait())
    try:
        await asyncio.wait({waking, leaving}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waking.cancel()
