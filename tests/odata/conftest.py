"""A zoo and a park, each in a database of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.databases import Databases
from tests.odata.park import opened
from tests.odata.zoo import Zoo


@pytest.fixture(scope="package")
def zoo(databases: Databases) -> Iterator[Zoo]:
    url = asyncio.run(databases.fresh())
    made = Zoo(url)
    yield made
    made.close()
    asyncio.run(databases.drop(url))


@pytest.fixture
async def park(databases: Databases) -> AsyncIterator[httpx.AsyncClient]:
    url = await databases.fresh()
    async with opened(url) as client:
        yield client
    await databases.drop(url)
