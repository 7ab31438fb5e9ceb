"""Where files lie: a directory, or a store that speaks S3."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import obstore
from obstore.store import S3Store

from podium.kernel.errors import Unavailable

Content = Path | AsyncIterator[bytes]
"""A file on this machine, or chunks as they come."""
CHUNK = 1024 * 1024
PART = 8 * 1024 * 1024
PARTS_AT_ONCE = 4
FORGOTTEN = 86_400.0


class StoreFailed(Unavailable):
    """Files cannot be reached now; slices with a code of their own for that answer with it instead."""


class Store(Protocol):
    """Files by name. A name is made of letters and digits; a file is there as a whole or not at all."""

    def put(self, name: str, file: Path) -> None:
        """Copy a file into the store, durably."""

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None where there is none."""

    def read(self, name: str) -> Content:
        """The content of a file that is there."""

    def delete(self, name: str) -> None:
        """Remove a file, if it is there."""

    def tidy(self) -> None:
        """Remove what interrupted writes have left."""


class Directory:
    """A directory of this machine, which all processes of the server share."""

    def __init__(self, root: Path) -> None:
        self.root, self.unfinished = root, root / "unfinished"

    def put(self, name: str, file: Path) -> None:
        self.unfinished.mkdir(parents=True, exist_ok=True)
        target, copy = self._path(name), self.unfinished / uuid4().hex
        target.parent.mkdir(exist_ok=True)
        try:
            shutil.copyfile(file, copy)
            _flush(copy)
            copy.replace(target)
        finally:
            copy.unlink(missing_ok=True)
        _flush(target.parent)
        _flush(self.root)

    def size(self, name: str) -> int | None:
        try:
            return self._path(name).stat().st_size
        except FileNotFoundError:
            return None

    def read(self, name: str) -> Content:
        return self._path(name)

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def tidy(self) -> None:
        for file in self.unfinished.glob("*"):
            if file.stat().st_mtime < time.time() - FORGOTTEN:
                file.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name


class Bucket:
    """A bucket of an object store. Keys and endpoint come from the usual ``AWS_`` variables of the environment."""

    def __init__(self, url: str) -> None:
        self.store = S3Store.from_url(url)

    def put(self, name: str, file: Path) -> None:
        obstore.put(self.store, name, file, chunk_size=PART, max_concurrency=PARTS_AT_ONCE)

    def size(self, name: str) -> int | None:
        try:
            return int(obstore.head(self.store, name)["size"])
        except FileNotFoundError:
            return None

    async def read(self, name: str) -> AsyncIterator[bytes]:
        found = await asyncio.to_thread(obstore.get, self.store, name)
        chunks = iter(found.stream(min_chunk_size=CHUNK))
        while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
            yield bytes(chunk)

    def delete(self, name: str) -> None:
        obstore.delete(self.store, name)

    def tidy(self) -> None:
        """Nothing: a lifecycle rule of the bucket ends uploads that were given up."""


def store_at(address: str) -> Store:
    """The store of a setting: ``s3://bucket/prefix``, or the path of a directory."""
    return Bucket(address) if address.startswith("s3://") else Directory(Path(address))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
