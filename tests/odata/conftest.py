"""A zoo in a database of its own."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.odata.zoo import Zoo


@pytest.fixture(scope="package")
def zoo(databases: Databases) -> Iterator[Zoo]:
    url = asyncio.run(databases.fresh())
    made = Zoo(url)
    yield made
    made.close()
    asyncio.run(databases.drop(url))
