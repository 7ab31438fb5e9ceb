"""The record of what tests asked the API and were answered: ``pytest --record`` writes it, ``make spec`` reads it."""

from pathlib import Path
from typing import BinaryIO

import httpx
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

    def record(self, answer: httpx.Response, permissions: frozenset[str] | None) -> None:
        """Keep an answer with its question. ``permissions`` are those of the caller; None: nobody was signed in."""
        if self._file is None:
            return
        asked = answer.request
        exchange = Exchange(
            asked.method,
            str(asked.url),
            answer.status_code,
            permissions,
            sent=_json(asked.content) if _is_json(asked) else NULL,
            answer=_json(answer.content) if _is_json(answer) else NULL,
            media=answer.headers.get("content-type", ""),
            size=len(answer.content),
            test=self._test,
        )
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


def _is_json(message: httpx.Request | httpx.Response) -> bool:
    return "json" in message.headers.get("content-type", "")


def _json(content: bytes) -> msgspec.Raw:
    """On one line; null where it is no JSON."""
    try:
        return msgspec.Raw(msgspec.json.format(content, indent=-1)) if content else NULL
    except msgspec.DecodeError:
        return NULL
