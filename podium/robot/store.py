"""Things that must outlive a crash: one file each, written whole, read back in order."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Store(Generic[T]):
    """A directory of values of one type. Names sort by the time they were given out."""

    def __init__(self, directory: Path, kind: type[T] | object) -> None:
        self.directory, self.decoder = directory, msgspec.json.Decoder[T](kind)
        self.last = 0
        directory.mkdir(parents=True, exist_ok=True)

    def new_name(self, suffix: str = "") -> str:
        self.last = max(time.time_ns(), self.last + 1)
        return f"{self.last:020d}{suffix}"

    def put(self, name: str, value: T, *, durable: bool = False) -> None:
        """Write a value, in place of the one of the same name if there is one; a crash leaves the old or the new."""
        write_whole(self.directory / f"{name}.json", msgspec.json.encode(value), durable=durable)

    def get(self, name: str) -> T | None:
        path = self.directory / f"{name}.json"
        return self.decoder.decode(path.read_bytes()) if path.is_file() else None

    def remove(self, name: str) -> None:
        (self.directory / f"{name}.json").unlink(missing_ok=True)

    def names(self) -> list[str]:
        return sorted(path.stem for path in self.directory.glob("*.json"))

    def items(self) -> Iterator[tuple[str, T]]:
        """Read the values, oldest first; one that cannot be read is set aside."""
        for name in self.names():
            path = self.directory / f"{name}.json"
            try:
                yield name, self.decoder.decode(path.read_bytes())
            except FileNotFoundError:
                continue
            except msgspec.DecodeError:
                path.rename(path.with_suffix(".unreadable"))


def write_whole(path: Path, content: bytes, *, durable: bool) -> None:
    """Write a file so that a reader sees all of it or nothing; ``durable`` waits for the disk."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    new.replace(path)
