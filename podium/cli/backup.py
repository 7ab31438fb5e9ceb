"""``podium backup`` and ``podium restore``: the database and the files as one archive; the master key stays apart."""

import json
import os
import shutil
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from podium import __version__
from podium.cli.data import DataDirectory
from podium.cli.databases import any_database, own_database
from podium.cli.problems import Problem
from podium.kernel.postgres import dump, find_binaries, restore

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files"
FORMAT = 1


def backup(directory: DataDirectory, to: Path) -> None:
    """Write an archive, also while the server runs; it is there once it is complete.

    Files are copied after the database: those that a row of the dump needs are kept for a day at least.
    """
    unfinished = to.with_name(f"{to.name}.new")
    with tempfile.TemporaryDirectory(dir=to.resolve().parent, prefix="podium-backup-") as place:
        dumped = Path(place) / DUMP
        with any_database(directory) as url:
            dump(url, find_binaries(os.environ), dumped)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _archive(file, dumped, directory, Path(place))
            file.flush()
            os.fsync(file.fileno())
    unfinished.rename(to)


def restored(directory: DataDirectory, source: Path) -> None:
    """Replace what a data directory holds by an archive's content; the server must not be running."""
    place = Path(tempfile.mkdtemp(dir=directory.path, prefix=".restore-"))
    try:
        _unpack(source, place)
        with own_database(directory) as url:
            restore(url, find_binaries(os.environ), place / DUMP)
        _put_files(directory, place / FILES)
    finally:
        shutil.rmtree(place)


def _archive(file: Any, dumped: Path, directory: DataDirectory, place: Path) -> None:
    manifest = place / MANIFEST
    made = datetime.now(UTC).isoformat()
    manifest.write_text(json.dumps({"format": FORMAT, "podium": __version__, "made": made}))
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.add(manifest, MANIFEST)
        archive.add(dumped, DUMP)
        if directory.files.is_dir():
            archive.add(directory.files, FILES, filter=_without_unfinished)


def _without_unfinished(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name.endswith(".new") else member


def _unpack(source: Path, place: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                _put_down(archive, member, place)
        manifest = json.loads((place / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as problem:
        raise Problem(f"{source} is not a backup made by podium ({problem}).") from problem
    if manifest.get("format") != FORMAT:
        raise Problem(f"{source} was made by Podium {manifest.get('podium')}; use that version to restore it.")


def _put_down(archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    """Write one file of an archive below ``place``, and nowhere else: filters for that came with Python 3.11.4."""
    target = place / member.name
    if member.isdir():
        return
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or place.resolve() not in target.resolve().parents:
        raise ValueError(f"it holds {member.name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _put_files(directory: DataDirectory, files: Path) -> None:
    """The files of the archive take the place of those that are there."""
    aside = directory.files.with_name("files.before-restore")
    shutil.rmtree(aside, ignore_errors=True)
    if directory.files.exists():
        directory.files.rename(aside)
    if files.exists():
        files.rename(directory.files)
    shutil.rmtree(aside, ignore_errors=True)
