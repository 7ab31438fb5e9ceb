"""One furnished server for each test process."""

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.fuzz.fuzzer import Fuzzer


@pytest.fixture(scope="package")
def fuzzer(databases: Databases) -> Iterator[Fuzzer]:
    made = Fuzzer(databases)
    yield made
    made.close()
