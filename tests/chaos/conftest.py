"""One fleet for all runs of a test process: each run has a queue, or a process, of its own."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.chaos.fleet import Fleet


@pytest.fixture(scope="session")
def fleet() -> Iterator[Fleet]:
    with TemporaryDirectory(prefix="podium-chaos-") as directory:
        place = Path(directory)
        place.chmod(0o711)
        with Fleet(place) as fleet:
            yield fleet
