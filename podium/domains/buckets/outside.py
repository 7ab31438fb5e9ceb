"""The files of a bucket in a store outside.

Synchronous calls run in threads. ``path`` begins with a slash here, and without one in the store.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import obstore
from obstore.exceptions import BaseError

CHUNK = 1024 * 1024
PART = 8 * CHUNK
PROBLEMS = (BaseError, OSError, ValueError)


class Found(NamedTuple):
    """A file of a store."""

    path: str
    size: int
    modified: datetime


class Outside:
    """The files of one bucket in a store outside. ``signs``: it has signed addresses of its own."""

    def __init__(self, store: Any, *, signs: bool, ordered: bool = True) -> None:
        self.store, self.signs, self._ordered = store, signs, ordered

    def find(self, path: str) -> Found | None:
        try:
            return _found(obstore.head(self.store, path[1:]))
        except FileNotFoundError:
            return None

    def below(self, beginning: str, behind: str = "", most: int | None = None) -> list[Found]:
        """The files whose paths have a beginning, behind a path, in order."""
        found = (one for one in self._all(beginning) if one.path.startswith(beginning) and one.path > behind)
        return list(islice(found if self._ordered else sorted(found), most))

    def directories(self, beginning: str) -> list[str]:
        """The names of the directories directly below a beginning."""
        found = obstore.list_with_delimiter(self.store, prefix=beginning.strip("/") or None)
        return sorted(prefix.rstrip("/").rpartition("/")[2] for prefix in found["common_prefixes"])

    def put(self, path: str, file: Path) -> None:
        obstore.put(self.store, path[1:], file, chunk_size=PART)

    async def read(self, path: str) -> AsyncIterator[bytes]:
        found = await asyncio.to_thread(obstore.get, self.store, path[1:])
        chunks = iter(found.stream(min_chunk_size=CHUNK))
        while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
            yield bytes(chunk)

    def remove(self, path: str) -> None:
        obstore.delete(self.store, path[1:])

    def address(self, verb: str, path: str, lifetime: timedelta) -> str:
        """An address of the store itself, signed with the keys of the bucket."""
        return str(obstore.sign(self.store, verb, path[1:], lifetime))  # type: ignore[call-overload]

    def _all(self, beginning: str) -> Iterator[Found]:
        directory = beginning.rpartition("/")[0].strip("/")
        for batch in obstore.list(self.store, prefix=directory or None):
            yield from map(_found, batch)


def _found(meta: Any) -> Found:
    return Found("/" + meta["path"], meta["size"], meta["last_modified"])


def options(endpoint: str) -> Any:
    """How a store is spoken to: unencrypted where its address says so, and not for ever."""
    return {"allow_http": endpoint.startswith("http:"), "timeout": "30s", "connect_timeout": "5s"}
