"""The record of what tests asked the API and were answered: ``pytest --record`` writes it, ``make spec`` reads it."""

from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest

from tools.spec.exchange import FOLDER, NULL, Exchange

RECORDER = pytest.StashKey["Recorder"]()
ENCODER = msgspec.json.Encoder()


class Recorder:
    """Writes exchanges to a file, each with the test that runs; without a file it forgets them."""

    def __init__(self, file: BinaryIO | None = None) -> None:
        self._file = file
        self._test = ""

    def record(
        self,
        method: str,
        url: str,
        status: int,
        permissions: frozenset[str] | None,
        *,
        sent: bytes = b"",
        answer: bytes = b"",
        media: str = "",
    ) -> None:
        """Keep one exchange. ``permissions`` are those of the caller, None without one; ``media`` is the answer's."""
        if self._file is None:
            return
        kept = {"sent": _json(sent), "answer": _json(answer) if "json" in media else NULL}
        exchange = Exchange(method, url, status, permissions, **kept, media=media, size=len(answer), test=self._test)
        self._file.write(ENCODER.encode(exchange) + b"\n")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._test = nodeid

    def pytest_unconfigure(self) -> None:
        if self._file:
            self._file.close()


@pytest.fixture(scope="session")
def recorder(pytestconfig: pytest.Config) -> Recorder:
    return pytestconfig.stash[RECORDER]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help=f"write what the API was asked and answered to {FOLDER}/")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RECORDER] = Recorder(_opened(config) if config.getoption("--record") else None)
    config.pluginmanager.register(config.stash[RECORDER])


def _opened(config: pytest.Config) -> BinaryIO:
    """Each worker has its file; the process that starts the workers removes those of the last run."""
    folder: Path = config.rootpath / FOLDER
    worker: str | None = getattr(config, "workerinput", {}).get("workerid")
    if worker is None:
        folder.mkdir(exist_ok=True)
        for file in folder.glob("*.jsonl"):
            file.unlink()
    return (folder / f"record-{worker or 'main'}.jsonl").open("wb")


def _json(content: bytes) -> msgspec.Raw:
    """On one line; null where it is no JSON."""
    try:
        return msgspec.Raw(msgspec.json.format(content, indent=-1)) if content else NULL
    except msgspec.DecodeError:
        return NULL
