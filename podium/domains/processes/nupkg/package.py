"""A whole package: its nuspec and its project."""

from dataclasses import dataclass
from pathlib import Path

from podium.domains.processes.errors import InvalidPackageDetails
from podium.domains.processes.nupkg.archive import Archive, opened
from podium.domains.processes.nupkg.bindings import Resource, read_bindings
from podium.domains.processes.nupkg.nuspec import Nuspec, read_nuspec
from podium.domains.processes.nupkg.project import Project, read_project


@dataclass(frozen=True)
class Contents:
    nuspec: Nuspec
    project: Project
    resources: list[Resource]
    is_compiled: bool


def read_package(path: Path) -> Contents:
    """Read a .nupkg file; an ApiError says what is wrong with it."""
    with opened(path) as archive:
        nuspec = read_nuspec(_manifest(archive))
        project = read_project(archive, nuspec.id)
        compiled = any(name.endswith(f"/{nuspec.id}.dll") for name in archive.members)
        return Contents(nuspec, project, read_bindings(archive), compiled)


def manifest_in(path: Path) -> bytes:
    """The text of the nuspec in a .nupkg file."""
    with opened(path) as archive:
        return _manifest(archive)


def _manifest(archive: Archive) -> bytes:
    names = [name for name in archive.members if "/" not in name and name.lower().endswith(".nuspec")]
    if len(names) != 1:
        raise InvalidPackageDetails("The package must have exactly one .nuspec, at its root.")
    return archive.document(names[0]) or b""
