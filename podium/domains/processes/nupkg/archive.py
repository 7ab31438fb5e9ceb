"""A zip archive that may have been made to do harm: only its directory is believed, and only after checks."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

import msgspec

from podium.domains.processes.errors import InvalidPackageDetails, PathTooLong

T = TypeVar("T")
MOST_FILES = 50_000
LONGEST_PATH = 260
LARGEST_DOCUMENT = 4 * 1024 * 1024
AT_ONCE = 8 * 1024 * 1024
"""The directory of an archive is read at once; a larger one is not believed."""
DENSITY, SMALL = 100, 100 * 1024 * 1024
"""How much larger than the archive all that is in it may be, unless it is small anyway."""
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error)


class _Wary(io.FileIO):
    """A file that does not fill the memory with whatever size an archive claims."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = AT_ONCE + 1 if size is None or size < 0 else min(size, AT_ONCE + 1)
        content = super().read(wanted)
        if len(content) > AT_ONCE:
            raise zipfile.BadZipFile("its directory is too large")
        return content


class Archive:
    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        self.members = {_name(member): member for member in zipped.infolist() if not member.is_dir()}

    def document(self, name: str) -> bytes | None:
        """The content of a small file; None where there is none of this name."""
        member = self.members.get(name)
        if member is None:
            return None
        with self._zipped.open(member) as file:
            content = file.read(LARGEST_DOCUMENT + 1)
        if len(content) > LARGEST_DOCUMENT:
            raise InvalidPackageDetails(f"{name} is larger than {LARGEST_DOCUMENT} bytes.")
        return content


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; whatever is wrong with it is InvalidPackageDetails or PathTooLong."""
    try:
        with _Wary(path) as file, zipfile.ZipFile(file) as zipped:
            _check_size(zipped, path.stat().st_size)
            _check_names(zipped)
            yield Archive(zipped)
    except BROKEN as problem:
        raise InvalidPackageDetails(f"The file is no readable archive: {problem}.") from problem


def decoded(archive: Archive, name: str, kind: type[T]) -> T | None:
    """A JSON document of an archive; None where there is none."""
    content = archive.document(name)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except msgspec.MsgspecError as problem:
        raise InvalidPackageDetails(f"{name} cannot be read: {problem}.") from problem


def _check_size(zipped: zipfile.ZipFile, size: int) -> None:
    members = zipped.infolist()
    if len(members) > MOST_FILES:
        raise InvalidPackageDetails(f"The package holds more than {MOST_FILES} files.")
    if sum(member.file_size for member in members) > max(SMALL, DENSITY * size):
        raise InvalidPackageDetails("The package would unpack to far more than it is.")


def _check_names(zipped: zipfile.ZipFile) -> None:
    seen = set[str]()
    for member in zipped.infolist():
        name = _name(member)
        if len(name) > LONGEST_PATH:
            raise PathTooLong(name=f"{name[:40]}...")
        if _leads_elsewhere(member) or name.lower() in seen:
            raise InvalidPackageDetails(f"The package holds a path that is not accepted: {name!r}.")
        seen.add(name.lower())


def _leads_elsewhere(member: zipfile.ZipInfo) -> bool:
    for name in (member.orig_filename, unquote(member.orig_filename)):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or any(sign in name for sign in "\\:\x00"):
            return True
    return stat.S_ISLNK(member.external_attr >> 16)


def _name(member: zipfile.ZipInfo) -> str:
    """The path without a leading dot: some tools write ``./package/...``."""
    return str(PurePosixPath(member.filename))
