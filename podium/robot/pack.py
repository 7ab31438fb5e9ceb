"""Making a package of a directory: the same files always give the same bytes."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from msgspec import json

from podium.robot.envelope import Identity, envelope
from podium.robot.manifest import Kind, read_manifest, read_pyproject
from podium.robot.signature import input_schema

LEFT_OUT = {"__pycache__", "node_modules", "build", "dist", "venv"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)
OPERATE = {"main": "main", "contentType": "function", "targetFramework": "Portable", "targetRuntime": "python"}


def pack(directory: Path, to: Path) -> Path:
    """Write NAME.VERSION.nupkg into the directory ``to``. ValueError or NotPrepared: it could not be run."""
    identity = Identity.of(read_pyproject(directory).get("project", {}))
    files = dict(contents(directory))
    to.mkdir(parents=True, exist_ok=True)
    path = to / f"{identity.name}.{identity.version}.nupkg"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in envelope(identity, sorted(files)).items():
            _add(archive, name, part.encode())
        for name in sorted(files):
            _add(archive, name, files[name])
    return path


def contents(directory: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the package, and a description of its entry point where it brings none."""
    manifest = read_manifest(directory)
    for path in _files(directory):
        yield f"content/{path.relative_to(directory).as_posix()}", path.read_bytes()
    if manifest.kind is Kind.PLAIN and not (directory / "entry-points.json").exists():
        yield "content/entry-points.json", _entry_points(directory, manifest.target)
    if not (directory / "operate.json").exists():
        yield "content/operate.json", json.format(json.encode(OPERATE))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, LONG_AGO)
    member.external_attr = 0o644 << 16
    archive.writestr(member, content, zipfile.ZIP_DEFLATED)


def _files(directory: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(directory):
        names[:] = [name for name in names if not _is_left_out(name)]
        yield from (Path(folder, name) for name in files if not _is_left_out(name))


def _is_left_out(name: str) -> bool:
    return name.startswith(".") or name in LEFT_OUT or name.endswith((".pyc", ".nupkg", ".egg-info"))


def _entry_points(directory: Path, target: str) -> bytes:
    name = read_pyproject(directory)["project"]["name"]
    entry = {
        "filePath": "main",
        "uniqueId": str(uuid5(NAMESPACE_URL, f"{name}/{target}")),
        "type": "function",
        "input": input_schema(directory, target),
        "output": {"type": "object"},
    }
    return json.format(json.encode({"entryPoints": [entry]}))
