"""One question to the API and its answer, as tests record and the reporter reads it."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

FOLDER = Path(".spec")
NULL = msgspec.Raw(b"null")
PREFIX = re.compile(r"^.*?(?=/(?:odata|api|tasks|forms)/)", re.IGNORECASE)


class Exchange(msgspec.Struct, frozen=True, dict=True):
    """``permissions`` are those of the caller, None without one; ``answer`` is JSON, null where it is none."""

    method: str
    url: str
    status: int
    permissions: frozenset[str] | None
    sent: msgspec.Raw = NULL
    answer: msgspec.Raw = NULL
    media: str = ""
    size: int = 0
    test: str = ""

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    @cached_property
    def path(self) -> str:
        """The address below organization and tenant, decoded."""
        return PREFIX.sub("", unquote(urlsplit(self.url).path), count=1)

    @cached_property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.url).query, keep_blank_values=True)

    @cached_property
    def body(self) -> Any:
        return msgspec.json.decode(self.answer)

    @cached_property
    def selects(self) -> bool:
        """Tell whether the caller wanted part of the properties only, here or in what it expands."""
        return "select" in urlsplit(self.url).query.lower()


def read(folder: Path = FOLDER) -> Iterator[Exchange]:
    """Read all that was recorded in the last run."""
    decoder = msgspec.json.Decoder(Exchange)
    for file in sorted(folder.glob("*.jsonl")):
        yield from map(decoder.decode, file.read_bytes().splitlines())
