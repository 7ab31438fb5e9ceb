"""The published API, read from ``contract/``."""

import re
from collections.abc import Iterator
from csv import DictReader
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from podium.odata.routes import Routes
from tools.spec.permissions import Held, Ways, ways

CONTRACT = Path(__file__).parents[2] / "contract"
BASE, ADDED, OLD, UNLISTED = VERSIONS = ("17.0", "20.0", "11.0", "unlisted")

Type = str | list[str] | None
"""``integer:int64``, the name of a schema, a list of one of them, or nothing."""


class Parameter(msgspec.Struct, frozen=True, rename={"place": "in"}):
    """A parameter of an operation; ``place`` is path, query, header or formData."""

    place: str
    name: str
    type: Type
    required: bool = False


class Operation(msgspec.Struct, frozen=True, dict=True):
    """A published operation. A list of ``permissions`` are sentences of which one applies, case by case."""

    method: str
    path: str
    tag: str
    responses: dict[int, Type]
    permissions: str | list[str] | None = None
    scopes: str = ""
    odata: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: Type = None
    folder: bool = False
    version: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def short(self) -> str:
        """The address without what all of its controller share, for people."""
        path = self.path.removeprefix(f"/odata/{self.tag}").lstrip("/")
        return f"{self.method} " + re.sub(r"UiPath\w*\.(?:\w+\.)*", "", path)

    @cached_property
    def answers(self) -> dict[int, Type]:
        """The type of the body by status of success."""
        return {status: kind for status, kind in self.responses.items() if 200 <= status < 300}

    @property
    def queried(self) -> tuple[str, ...]:
        """The names of its own parameters in the query."""
        return tuple(parameter.name for parameter in self.parameters if parameter.place == "query")

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        if self.permissions is None:
            return ()
        return (self.permissions,) if isinstance(self.permissions, str) else tuple(self.permissions)

    @cached_property
    def ways(self) -> Ways:
        """The smallest sets of permissions that are enough, in whatever case."""
        return frozenset(way for sentence in self.sentences for way in ways(sentence))

    def admits_exactly(self, held: Held | None) -> bool:
        """Tell whether a caller has what is needed and nothing more; of unlisted operations nobody knows."""
        if self.version == UNLISTED:
            return True
        return held in self.ways if self.sentences else held is None


class Property(msgspec.Struct, frozen=True):
    """A property of a schema."""

    type: Type
    enum: tuple[str, ...] = ()
    items_enum: tuple[str, ...] = ()
    required: bool = False
    readOnly: bool = False  # noqa: N815 - the name in the file


class Schema(msgspec.Struct, frozen=True):
    """The properties of an object, and the schemas it extends."""

    properties: dict[str, Property] = msgspec.field(default_factory=dict)
    allOf: tuple[str, ...] = ()  # noqa: N815 - the name in the file


class Document(msgspec.Struct, frozen=True):
    """One file: the API in one version."""

    version: str
    schemas: dict[str, Schema]
    operations: tuple[Operation, ...] = ()


class Merged(NamedTuple):
    """One schema in each version that has it, the one we build on first."""

    versions: tuple[dict[str, Property], ...]

    @property
    def published(self) -> dict[str, Property]:
        return self.versions[0]

    def properties(self) -> dict[str, list[Property]]:
        """Each property of any version, as the versions describe it."""
        found: dict[str, list[Property]] = {}
        for version in self.versions:
            for name, one in version.items():
                found.setdefault(name, []).append(one)
        return found


class Contract:
    """Every version at once: operations by version, and where each address leads."""

    def __init__(self, *documents: Document) -> None:
        self.documents = {document.version: document for document in documents}
        self.operations = [
            msgspec.structs.replace(operation, version=document.version)
            for document in documents
            for operation in document.operations
        ]
        self._routes = Routes((operation.method, operation.path, operation) for operation in self.operations)

    def of(self, version: str) -> list[Operation]:
        return [operation for operation in self.operations if operation.version == version]

    def find(self, method: str, path: str) -> Operation | None:
        """Find the operation that an address below organization and tenant means."""
        found = self._routes.find(method, path)
        return found[0] if found else None

    def merged(self) -> dict[str, "Merged"]:
        """Every schema, as all versions together know it."""
        names = {name for document in self.documents.values() for name in document.schemas}
        return {name: Merged(tuple(self._versions_of(name))) for name in names}

    def _versions_of(self, schema: str) -> Iterator[dict[str, Property]]:
        for version in VERSIONS:
            if version in self.documents and schema in self.documents[version].schemas:
                yield self._properties(schema, version)

    def _properties(self, schema: str, version: str) -> dict[str, Property]:
        """Own and inherited ones; what unlisted schemas extend stands in the version we build on."""
        found = self.documents[version].schemas.get(schema) or self.documents[BASE].schemas[schema]
        inherited = (self._properties(parent, version) for parent in found.allOf)
        return {name: one for several in (*inherited, found.properties) for name, one in several.items()}


def load(folder: Path = CONTRACT) -> Contract:
    files = sorted(folder.glob("api-*.json"))
    return Contract(*(msgspec.json.decode(file.read_bytes(), type=Document) for file in files))


def table(name: str, folder: Path = CONTRACT) -> Iterator[dict[str, Any]]:
    """Read a table of the contract, row by row."""
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        yield from DictReader(lines, delimiter="\t")
