"""Unpacking of packages that may have been made to do harm."""

import io
import stat
import zipfile
from pathlib import Path, PurePosixPath

from podium.robot.errors import NotPrepared

CONTENT = "content/"
MAX_BYTES = 2 * 1024**3
MAX_FILES = 100_000


def unpack(package: bytes, to: Path) -> None:
    """Write what is under ``content/`` into the directory ``to``. NotPrepared: this package is not to be trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            _unpack(archive, to)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise NotPrepared(f"The package is no readable archive: {error}") from error


def _unpack(archive: zipfile.ZipFile, to: Path) -> None:
    members = [m for m in archive.infolist() if m.filename.startswith(CONTENT) and not m.is_dir()]
    if not members:
        raise NotPrepared("The package has nothing under content/.")
    if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_BYTES:
        raise NotPrepared(f"The package unpacks to more than {MAX_BYTES} bytes or {MAX_FILES} files.")
    for member, path in [(member, safe_path(member)) for member in members]:
        target = to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(member))


def safe_path(member: zipfile.ZipInfo) -> PurePosixPath:
    """The member's path below ``content/``. NotPrepared: it leads elsewhere."""
    name = member.filename.removeprefix(CONTENT)
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if outside or stat.S_ISLNK(member.external_attr >> 16):
        raise NotPrepared(f"The package holds a path that leads elsewhere: {member.filename!r}")
    return path
