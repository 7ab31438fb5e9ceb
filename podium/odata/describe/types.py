"""The types that operations lead to: what they take and give, and what that consists of."""

from collections.abc import Iterable
from enum import StrEnum
from types import NoneType
from typing import Any, get_args

import msgspec

from podium.kernel.entity import Contained, Entity, Field, Navigation
from podium.odata.catalog import Operation
from podium.odata.naming import type_name
from podium.odata.results import result_of
from podium.odata.wire import Complex


class Types:
    """Every type, by the name that descriptions give it."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.entities: dict[str, type[Entity]] = {}
        self.complex: dict[str, type[msgspec.Struct]] = {}
        self.enums: dict[str, type[StrEnum]] = {}
        for operation in operations:
            for kind in (operation.entity, result_of(operation).kind, *(p.kind for p in operation.parameters)):
                self._meet(kind)

    def enum_name(self, kind: type[StrEnum]) -> str:
        return next(name for name, known in self.enums.items() if known is kind)

    def _meet(self, kind: Any) -> None:
        for part in get_args(kind):
            self._meet(part)
        if not isinstance(kind, type):
            return
        if issubclass(kind, StrEnum):
            self._meet_enum(kind)
        elif issubclass(kind, Entity) and kind is not Entity:
            self._meet_entity(kind)
        elif issubclass(kind, Complex) and self._is_new(self.complex, kind):
            for member in msgspec.structs.fields(kind):
                self._meet(member.type)

    def _meet_entity(self, kind: type[Entity]) -> None:
        if self._is_new(self.entities, kind):
            for field in all_fields(kind):
                self._meet(field.of or field.kind)
            for way in kind.navigations.values():
                self._meet(way.kind if isinstance(way, Contained) else way.target())

    def _is_new(self, known: dict[str, Any], kind: type) -> bool:
        """Whether it was not met before; TypeError: another type has its name, so one of them would be described."""
        name = type_name(kind)
        if name not in known:
            known[name] = kind
            return True
        if known[name] is not kind:
            raise TypeError(f"{kind} and {known[name]} are both called {name} on the wire.")
        return False

    def _meet_enum(self, kind: type[StrEnum]) -> None:
        """Enumerations of one name are told apart by their area."""
        if self.enums.setdefault(kind.__name__, kind) is not kind:
            area = kind.__module__.partition(".domains.")[2].partition(".")[0]
            self.enums[f"{area.capitalize()}{kind.__name__}"] = kind


def all_fields(kind: type[Entity]) -> list[Field]:
    """The fields that clients see, those that they only send, and those that they see where they ask for them."""
    asked = {name: way for name, way in kind.navigations.items() if isinstance(way, Contained)}
    return list({**asked, **kind.unseen, **kind.fields}.values())


def ways_of(kind: type[Entity]) -> list[Navigation]:
    """The ways to other entities."""
    return [way for way in kind.navigations.values() if isinstance(way, Navigation)]


def bare(kind: Any) -> tuple[Any, bool]:
    """The type without null, and whether null is allowed."""
    parts = [part for part in get_args(kind) if part is not NoneType]
    nullable = NoneType in get_args(kind)
    return (parts[0] if nullable and len(parts) == 1 else kind), nullable
