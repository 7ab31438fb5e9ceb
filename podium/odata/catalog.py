"""Declarations: an ``EntitySet``, an ``Operation``, and the ``Catalog`` that holds them all."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from types import NoneType
from typing import Any, get_args, get_type_hints

from podium.kernel.context import Context
from podium.kernel.entity import Changes, Entity, InFolder, Record
from podium.kernel.errors import ApiError, Busy
from podium.kernel.names import camel
from podium.kernel.permissions import ANYONE, PUBLIC, Need, Resource
from podium.kernel.statements import prepared
from podium.odata.routes import Routes

Handler = Callable[..., Any]
NOTHING: frozenset[str] = frozenset()


class Folder(Enum):
    """Does an operation work in a folder?"""

    NONE = "none"
    """No: whatever folder a request names is not looked at."""
    OPTIONAL = "optional"
    """In the folder named, or in the whole tenant."""
    REQUIRED = "required"
    """Yes; where none is named, in that of the row it addresses."""


@dataclass(frozen=True)
class Parameter:
    """One argument of a handler: where the wire has it and what type it is."""

    argument: str
    name: str
    kind: Any
    required: bool
    default: Any = None

    @cached_property
    def is_entity(self) -> bool:
        return isinstance(self.kind, type) and issubclass(self.kind, Entity)


@dataclass(frozen=True)
class Operation:
    """One line of the API: a method and a path as published, a handler, and what a caller needs."""

    method: str
    path: str
    handler: Handler
    needs: Need
    status: int = 200
    scope: str = ""
    entity: type[Entity] | None = None
    grouped: bool = False
    busy: Callable[[], ApiError] = Busy
    """What a caller is told where too many wait for the operation already."""
    folder: Folder = Folder.NONE
    ignores: frozenset[str] = NOTHING
    derived: str = ""
    """The type that the rows of a list say they are of, where it is one that extends the entity's."""

    @cached_property
    def parameters(self) -> list[Parameter]:
        hints = get_type_hints(self.handler)
        _context, *rest = inspect.signature(self.handler).parameters.values()
        return [Parameter(p.name, camel(p.name), hints[p.name], p.default is p.empty, p.default) for p in rest]

    @cached_property
    def returns(self) -> Any:
        return get_type_hints(self.handler).get("return")

    @cached_property
    def addressed(self) -> type[Entity] | None:
        """The entity whose row the path's key names."""
        kinds = [self.entity or p.kind for p in self.parameters if p.is_entity]
        return kinds[0] if kinds and self.keyed else None

    @cached_property
    def keyed(self) -> bool:
        return "{key}" in self.path

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its parameters, in lower case."""
        return frozenset(p.name.lower() for p in self.parameters)

    @cached_property
    def members(self) -> frozenset[str]:
        """What the body of an action may hold, in lower case."""
        return self.names | self.ignores

    @cached_property
    def set_name(self) -> str:
        """The entity set that the path begins with: contexts of answers name it."""
        return re.split(r"[(/]", self.path.removeprefix("/odata/"))[0]

    @cached_property
    def statuses(self) -> set[int]:
        """Every status of success: an optional result may also be no content."""
        return {self.status} | ({204} if NoneType in get_args(self.returns) else set())

    @property
    def public(self) -> bool:
        return self.needs is PUBLIC

    @property
    def is_odata(self) -> bool:
        return self.path.startswith("/odata/")

    @property
    def scopes(self) -> tuple[str, ...]:
        """OAuth scopes, one of which is enough; none where the published operation states none."""
        return (self.scope, f"{self.scope}.{'Read' if self.method == 'GET' else 'Write'}") if self.scope else ()


def _line(method: str, path: str, handler: Handler, needs: Need, status: int, **options: Any) -> Operation:
    operation = Operation(method, path, handler, needs, status, **options)
    if operation.addressed and issubclass(operation.addressed, InFolder) and "folder" not in options:
        operation = replace(operation, folder=Folder.REQUIRED)
    return operation


def action(path: str, handler: Handler, needs: Need, status: int = 200, **options: Any) -> Operation:
    """An OData action: POST, its parameters are members of the body.

    ``grouped``: concurrent calls share one unit of work; who awaits more than its context is served alone.
    """
    return _line("POST", f"/odata/{path}", handler, needs, status, **options)


def function(path: str, handler: Handler, needs: Need, **options: Any) -> Operation:
    """An OData function: GET, its parameters are in brackets or in the query."""
    return _line("GET", f"/odata/{path}", handler, needs, 200, **options)


def get(path: str, handler: Handler, needs: Need = ANYONE, **options: Any) -> Operation:
    return _line("GET", path, handler, needs, 200, **options)


def post(path: str, handler: Handler, needs: Need = ANYONE, status: int = 200, **options: Any) -> Operation:
    return _line("POST", path, handler, needs, status, **options)


def put(path: str, handler: Handler, needs: Need = ANYONE, status: int = 200, **options: Any) -> Operation:
    return _line("PUT", path, handler, needs, status, **options)


def patch(path: str, handler: Handler, needs: Need = ANYONE, status: int = 200, **options: Any) -> Operation:
    return _line("PATCH", path, handler, needs, status, **options)


def delete(path: str, handler: Handler, needs: Need = ANYONE, status: int = 204, **options: Any) -> Operation:
    return _line("DELETE", path, handler, needs, status, **options)


@dataclass(frozen=True)
class EntitySet:
    """A named collection of entities with up to six standard operations.

    ``rows`` gives what is listed, where that is not simply all, and ``derived`` is the type that those rows say they
    are of; ``patch`` offers PATCH beside PUT. Without ``needs`` it has no standard operations: all of them are listed
    singly.
    """

    name: str
    entity: type[Entity]
    needs: Resource | None = None
    rows: Handler | None = None
    create: Handler | None = None
    update: Handler | None = None
    delete: Handler | None = None
    patch: bool = False
    folder: Folder | None = None
    derived: str = ""

    def operations(self) -> Iterator[Operation]:
        entity, needs = self.entity, self.needs
        if needs is None:
            return
        folder = self.folder or (Folder.REQUIRED if issubclass(entity, InFolder) else Folder.NONE)
        every, one = f"/odata/{self.name}", f"/odata/{self.name}({{key}})"
        options: dict[str, Any] = {"entity": entity, "folder": folder}
        yield Operation("GET", every, self.rows or every_row(entity), needs.view, derived=self.derived, **options)
        yield Operation("GET", one, _found(entity), needs.view, **options)
        if self.create:
            yield Operation("POST", every, self.create, needs.create, 201, **options)
        if self.update:
            yield Operation("PUT", one, self.update, needs.edit, **options)
        if self.update and self.patch:
            yield Operation("PATCH", one, self.update, needs.edit, **options)
        if self.delete:
            yield Operation("DELETE", one, self.delete, needs.delete, 204, **options)


def every_row(entity: type[Entity]) -> Handler:
    """The plain list."""

    def list_(ctx: Context) -> Any:
        return ctx.select(entity)

    return prepared(list_)


def _found(entity: type[Entity]) -> Handler:
    def get(ctx: Context, row: entity) -> entity:  # type: ignore[valid-type]
        return row

    return get


async def insert(ctx: Context, new: Entity) -> Entity:
    """The plain POST: add the row."""
    return await ctx.add(new)


async def assign(ctx: Context, row: Entity, changes: Changes) -> Entity:
    """The plain PUT or PATCH: set what was sent."""
    for attribute, value in changes.items():
        setattr(row, attribute, value)
    return row


async def remove(ctx: Context, row: Entity) -> None:
    """The plain DELETE."""
    ctx.remove(row)


@dataclass
class Api:
    """What one domain offers: its entity sets and operations, under one OAuth scope (none where it is empty)."""

    scope: str
    parts: tuple[EntitySet | Operation, ...]

    def __init__(self, scope: str, *parts: EntitySet | Operation) -> None:
        self.scope, self.parts = scope, parts

    def operations(self) -> Iterator[Operation]:
        for part in self.parts:
            for op in part.operations() if isinstance(part, EntitySet) else (part,):
                yield replace(op, scope=self.scope)


@dataclass
class Catalog:
    """Every declaration of the server."""

    apis: tuple[Api, ...]
    sets: dict[str, EntitySet] = field(init=False)
    operations: list[Operation] = field(init=False)
    routes: Routes[Operation] = field(init=False)
    names: Mapping[type[Record], str] = field(init=False)
    """The set that has the rows of an entity."""

    def __init__(self, *apis: Api) -> None:
        self.apis = apis
        self.sets = {p.name: p for a in apis for p in a.parts if isinstance(p, EntitySet)}
        self.operations = [op for a in apis for op in a.operations()]
        self.routes = Routes((op.method, op.path, op) for op in self.operations)
        self.names = {one.entity: one.name for one in reversed(self.sets.values())}
