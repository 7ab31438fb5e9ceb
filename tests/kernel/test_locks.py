"""A row that another call keeps hold of is waited for, but not for ever."""

import asyncpg
import pytest

from podium.app import Podium
from tests.api import Api


@pytest.mark.slow
async def test_who_cannot_have_a_row_in_time_is_told_to_try_again(api: Api, podium: Podium, database_url: str) -> None:
    queue = await api.queue()
    other = await asyncpg.connect(database_url)
    try:
        async with other.transaction():
            await other.execute("SELECT FROM queue_definitions FOR UPDATE")
            error = await api.patch(f"QueueDefinitions({queue})", 409, Description="Mine")
    finally:
        await other.close()
    assert error["errorCode"] == 1010
    await api.patch(f"QueueDefinitions({queue})", Description="Mine")
