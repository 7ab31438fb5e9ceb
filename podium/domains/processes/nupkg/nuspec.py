"""The .nuspec of a package: what NuGet wants to know of it."""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from podium.domains.processes.errors import InvalidPackageDetails, InvalidPackageVersion
from podium.domains.processes.versions import Version

ID = re.compile(r"\w+(?:[.-]\w+)*")
LONGEST_ID = 100
LONGEST_LINE = 256
LONGEST_TEXT = 35_000
DEEPEST = 32


@dataclass(frozen=True)
class Dependency:
    id: str
    range: str
    framework: str


@dataclass(frozen=True)
class Nuspec:
    """Texts are None where the package says nothing."""

    id: str
    version: Version
    title: str | None
    authors: str | None
    owners: str | None
    description: str | None
    summary: str | None
    release_notes: str | None
    tags: str | None
    project_url: str | None
    license_url: str | None
    icon_url: str | None
    dependencies: tuple[Dependency, ...]


def read_nuspec(content: bytes) -> Nuspec:
    """Read a nuspec of any of NuGet's schemas."""
    metadata = _child(_parsed(content), "metadata")
    if metadata is None:
        raise InvalidPackageDetails("The nuspec has no metadata.")

    def line(name: str) -> str | None:
        return _text(metadata, name, LONGEST_LINE)

    return Nuspec(
        id=_id(line("id") or ""),
        version=_version(line("version") or ""),
        title=line("title"),
        authors=line("authors"),
        owners=line("owners"),
        description=_text(metadata, "description", LONGEST_TEXT),
        summary=_text(metadata, "summary", LONGEST_TEXT),
        release_notes=_text(metadata, "releaseNotes", LONGEST_TEXT),
        tags=line("tags"),
        project_url=line("projectUrl"),
        license_url=line("licenseUrl"),
        icon_url=line("iconUrl"),
        dependencies=tuple(_dependencies(metadata)),
    )


def _id(text: str) -> str:
    if len(text) > LONGEST_ID or not ID.fullmatch(text):
        raise InvalidPackageDetails(f"{text!r} is no id of a package.")
    return text


def _version(text: str) -> Version:
    try:
        return Version.read(text)
    except ValueError as problem:
        raise InvalidPackageVersion(details=str(problem)) from problem


def _dependencies(metadata: Element) -> list[Dependency]:
    """Those for every framework, and those of the groups for one."""
    found = _child(metadata, "dependencies")
    if found is None:
        return []
    groups = [(group.get("targetFramework", ""), group) for group in found if _tag(group) == "group"]
    return [
        Dependency(one.get("id", ""), one.get("version", ""), framework)
        for framework, group in [("", found), *groups]
        for one in group
        if _tag(one) == "dependency"
    ]


def _text(metadata: Element, name: str, most: int) -> str | None:
    element = _child(metadata, name)
    text = (element.text or "").strip() if element is not None else ""
    return text[:most] or None


def _child(parent: Element, name: str) -> Element | None:
    return next((element for element in parent if _tag(element) == name), None)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _parsed(content: bytes) -> Element:
    """The tree of a document. Types and entities of its own, which could grow without end, are refused."""
    builder, depth = TreeBuilder(), 0
    parser: Any = expat.ParserCreate(namespace_separator="}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise InvalidPackageDetails("The nuspec is nested too deeply.")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*declared: object) -> None:
        raise InvalidPackageDetails("The nuspec declares a document type.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise InvalidPackageDetails(f"The nuspec is no XML: {problem}.") from problem
    return builder.close()
