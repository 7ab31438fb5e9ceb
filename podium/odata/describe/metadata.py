"""The service document, and the model of the OData part as CSDL 4.0."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NamedTuple, get_args, get_origin
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from podium.kernel.entity import Entity, Field
from podium.odata.catalog import Catalog, Operation
from podium.odata.describe.operations import path_of, place_of
from podium.odata.describe.types import Types, all_fields, bare, ways_of
from podium.odata.naming import NAMESPACE, qualified, type_name
from podium.odata.request import Stream
from podium.odata.results import Result, result_of
from podium.odata.wire import Complex

EDMX = "http://docs.oasis-open.org/odata/ns/edmx"
EDM = "http://docs.oasis-open.org/odata/ns/edm"
COMPUTED = "Org.OData.Core.V1.Computed"
KEYS = ("id", "key")
"""The attributes of which one, the first that is shown, addresses a row."""
ANYTHING = "Dictionary"
"""The open type of free-form content."""
SIMPLE = {
    bool: "Edm.Boolean",
    int: "Edm.Int64",
    float: "Edm.Double",
    str: "Edm.String",
    bytes: "Edm.Binary",
    UUID: "Edm.Guid",
    datetime: "Edm.DateTimeOffset",
    date: "Edm.Date",
    time: "Edm.TimeOfDay",
}
BOUND = re.compile(r"/odata/(?P<set>\w+)(?P<key>\('?\{\w+\}'?\))?/(?:(?P<space>[\w.]+)\.)?(?P<name>\w+)(?:\(.*\))?")


class Set(NamedTuple):
    """An entity set: its name, and its type, which extends another's where two sets hold the same rows."""

    name: str
    entity: type[Entity]
    type_name: str

    @property
    def extends(self) -> bool:
        return self.type_name != type_name(self.entity)

    @property
    def type(self) -> str:
        return f"{NAMESPACE}.{self.type_name}"


def sets(catalog: Catalog) -> dict[str, Set]:
    """The declared sets, and those that only the addresses of operations name, like Queues of queue items."""
    found = {name: one.entity for name, one in catalog.sets.items()}
    bound = [operation for operation in catalog.operations if operation.is_odata]
    for operation in sorted(bound, key=lambda operation: operation.path.count("/")):
        entity = operation.addressed or (result_of(operation).rows if operation.path.count("/") == 2 else None)
        if entity:
            found.setdefault(operation.set_name, entity)
    named = {entity: name for name, entity in reversed(found.items())}
    return {name: _set(name, entity, named[entity]) for name, entity in sorted(found.items())}


def _set(name: str, entity: type[Entity], first: str) -> Set:
    return Set(name, entity, type_name(entity) if name == first else f"{name.removesuffix('s')}Dto")


def service(catalog: Catalog, base: str) -> dict[str, Any]:
    """The service document: which sets there are."""
    rows = [{"name": name, "kind": "EntitySet", "url": name} for name in sets(catalog)]
    return {"@odata.context": f"{base}/odata/$metadata", "value": rows}


def metadata(catalog: Catalog) -> bytes:
    """The CSDL document."""
    written: bytes = tostring(Model(catalog).document(), "utf-8", xml_declaration=True)
    return written


class Model:
    """Builds the document, schema by schema."""

    def __init__(self, catalog: Catalog) -> None:
        self.operations = [operation for operation in catalog.operations if operation.is_odata]
        self.types, self.sets = Types(self.operations), sets(catalog)
        self.root = Element("edmx:Edmx", {"xmlns:edmx": EDMX, "Version": "4.0"})
        self.services = SubElement(self.root, "edmx:DataServices")
        self.schemas: dict[str, Element] = {}

    def document(self) -> Element:
        schema = self._schema(NAMESPACE)
        for name, enum in sorted(self.types.enums.items()):
            _enum(schema, name, enum)
        SubElement(schema, "ComplexType", Name=ANYTHING, OpenType="true")
        for name, kind in sorted(self.types.complex.items()):
            self._complex(schema, name, kind)
        for name, entity in sorted(self.types.entities.items()):
            self._entity(schema, name, entity)
        for name, entity in sorted(self._extensions().items()):
            SubElement(schema, "EntityType", Name=name, BaseType=qualified(entity))
        for operation in self.operations:
            self._operation(operation)
        self._container(schema)
        return self.root

    def _extensions(self) -> dict[str, type[Entity]]:
        """The types that extend an entity's and add nothing: those of rows of some lists, and of second sets."""
        listed = {operation.derived: result_of(operation).kind for operation in self.operations if operation.derived}
        return listed | {one.type_name: one.entity for one in self.sets.values() if one.extends}

    def _schema(self, namespace: str) -> Element:
        if namespace not in self.schemas:
            self.schemas[namespace] = SubElement(self.services, "Schema", xmlns=EDM, Namespace=namespace)
        return self.schemas[namespace]

    def _complex(self, schema: Element, name: str, kind: type[msgspec.Struct]) -> None:
        element = SubElement(schema, "ComplexType", Name=name)
        for member in msgspec.structs.fields(kind):
            self._property(element, member.encode_name, member.type)

    def _entity(self, schema: Element, name: str, kind: type[Entity]) -> None:
        element = SubElement(schema, "EntityType", Name=name)
        shown = {field.attribute: field.name for field in kind.fields.values()}
        key = next((shown[attribute] for attribute in KEYS if attribute in shown), "Id")
        SubElement(SubElement(element, "Key"), "PropertyRef", Name=key)
        for field in all_fields(kind):
            self._field(element, field, key)
        for way in ways_of(kind):
            target = qualified(way.target())
            wanted = f"Collection({target})" if way.many else target
            SubElement(element, "NavigationProperty", Name=way.name, Type=wanted)

    def _field(self, parent: Element, field: Field, key: str) -> None:
        kind = field.of or field.kind
        element = self._property(parent, field.name, kind | None if field.nullable else kind)
        if field.length and field.kind is str:
            element.set("MaxLength", str(field.length))
        if not field.wire.writable and field.name != key:
            SubElement(element, "Annotation", Term=COMPUTED, Bool="true")

    def _property(self, parent: Element, name: str, kind: Any) -> Element:
        plain, nullable = bare(kind)
        element = SubElement(parent, "Property", Name=name, Type=self.edm(plain))
        if not nullable:
            element.set("Nullable", "false")
        return element

    def edm(self, kind: Any) -> str:
        """A type as CSDL names it."""
        plain, _ = bare(kind)
        if get_origin(plain) in (list, tuple):
            return f"Collection({self.edm(get_args(plain)[0])})"
        if isinstance(plain, type) and issubclass(plain, StrEnum):
            return f"{NAMESPACE}.{self.types.enum_name(plain)}"
        if isinstance(plain, type) and issubclass(plain, Entity | Complex):
            return qualified(plain)
        return SIMPLE.get(plain, f"{NAMESPACE}.{ANYTHING}")

    def _operation(self, operation: Operation) -> None:
        """Actions and functions that are bound to a set or to one of its rows."""
        found = BOUND.fullmatch(path_of(operation))
        bound = self.sets.get(found["set"]) if found else None
        if found is None or bound is None:
            return
        word = "Function" if operation.method == "GET" else "Action"
        element = SubElement(self._schema(found["space"]), word, Name=found["name"], IsBound="true")
        row = bound.type if found["key"] else f"Collection({bound.type})"
        SubElement(element, "Parameter", Name="bindingParameter", Type=row)
        for name, kind, required in _taken(operation):
            self._parameter(element, name, kind, required)
        self._return(element, result_of(operation))

    def _parameter(self, parent: Element, name: str, kind: Any, required: bool) -> None:
        element = SubElement(parent, "Parameter", Name=name, Type=self.edm(kind))
        if required:
            element.set("Nullable", "false")

    def _return(self, parent: Element, result: Result) -> None:
        if result.kind is None:
            return
        one = "Edm.Stream" if result.kind is Stream else self.edm(result.kind)
        SubElement(parent, "ReturnType", Type=f"Collection({one})" if result.many else one)

    def _container(self, schema: Element) -> None:
        container = SubElement(schema, "EntityContainer", Name="Container")
        named = {one.entity: one.name for one in self.sets.values() if not one.extends}
        for one in self.sets.values():
            element = SubElement(container, "EntitySet", Name=one.name, EntityType=one.type)
            for way in ways_of(one.entity):
                if way.target() in named:
                    SubElement(element, "NavigationPropertyBinding", Path=way.name, Target=named[way.target()])


def _enum(schema: Element, name: str, kind: type[StrEnum]) -> None:
    element = SubElement(schema, "EnumType", Name=name)
    for number, member in enumerate(kind):
        SubElement(element, "Member", Name=member.value, Value=str(number))


def _taken(operation: Operation) -> Iterator[tuple[str, Any, bool]]:
    """Name, type and need of each parameter; of an action that takes a whole structure, the structure's members."""
    for p in operation.parameters:
        if p.name == "body" and isinstance(p.kind, type) and issubclass(p.kind, Complex):
            for member in msgspec.structs.fields(p.kind):
                yield member.encode_name, member.type, member.required
        elif place_of(operation, p) in ("path", "query", "member"):
            yield p.name, p.kind, p.required
