"""Types as JSON Schema."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import msgspec

from podium.kernel.entity import Entity, Field, Json, Navigation
from podium.odata.describe.types import Types, all_fields, bare, ways_of
from podium.odata.naming import type_name
from podium.odata.wire import Complex, Loose

Schema = dict[str, Any]
REF = "#/components/schemas/"
SIMPLE: dict[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "format": "int64"},
    float: {"type": "number", "format": "double"},
    str: {"type": "string"},
    bytes: {"type": "string", "format": "byte"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
    dict: {"type": "object"},
    list: {"type": "array", "items": {}},
}
ANNOTATIONS: Schema = {"@": {}}
"""Members like ``@odata.type`` may stand in every object, in both directions."""
LIMITS = {"max_length": "maxLength", "min_length": "minLength", "ge": "minimum", "le": "maximum", "pattern": "pattern"}


def schema(kind: Any) -> Schema:
    """One type. Objects are referred to; enumerations are written out, as published."""
    kind, nullable = bare(kind)
    found = _schema(kind)
    return or_null(found) if nullable else found


def _schema(kind: Any) -> Schema:
    if get_origin(kind) is Annotated:
        plain, *metas = get_args(kind)
        return schema(plain) | {name: value for meta in metas for name, value in _limits(meta)}
    if get_origin(kind) in (list, tuple, set, frozenset):
        return {"type": "array", "items": schema(get_args(kind)[0])}
    if get_origin(kind) in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema(get_args(kind)[1])}
    if get_origin(kind) in (Union, UnionType):
        return {"anyOf": [schema(part) for part in get_args(kind)]}
    if not isinstance(kind, type):
        return {}
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": [member.value for member in kind]}
    if issubclass(kind, Entity | Complex):
        return {"$ref": f"{REF}{type_name(kind)}"}
    return dict(SIMPLE.get(kind, {}))


def _limits(meta: Any) -> list[tuple[str, Any]]:
    return [(LIMITS[name], getattr(meta, name)) for name in LIMITS if getattr(meta, name, None) is not None]


def or_null(found: Schema) -> Schema:
    """The same, or null."""
    if "enum" in found:
        return found | {"type": [found["type"], "null"], "enum": [*found["enum"], None]}
    if isinstance(found.get("type"), str):
        return found | {"type": [found["type"], "null"]}
    return {"anyOf": [found, {"type": "null"}]} if found else found


def definitions(types: Types) -> dict[str, Schema]:
    """Every object, by name."""
    entities = {name: _entity(kind) for name, kind in types.entities.items()}
    return entities | {name: _struct(kind) for name, kind in types.complex.items()}


def _entity(kind: type[Entity]) -> Schema:
    members = {field.name: _field(field) for field in all_fields(kind)}
    for name in kind.unseen.keys() - kind.fields.keys() - kind.navigations.keys():
        members[name]["writeOnly"] = True
    members |= {way.name: _navigation(way) for way in ways_of(kind)}
    return _object(kind, members)


def _object(kind: type, members: dict[str, Schema]) -> Schema:
    told = {"description": kind.__doc__.strip()} if kind.__doc__ and "__doc__" in vars(kind) else {}
    return told | {
        "type": "object",
        "properties": members,
        "patternProperties": ANNOTATIONS,
        "additionalProperties": False,
    }


def _field(field: Field) -> Schema:
    wire = field.wire
    found = schema(field.of or field.kind) | ({"maxLength": field.length} if field.length else {})
    if wire.lowest is not None:
        found |= {"minimum": wire.lowest, "maximum": wire.highest}
    if field.nullable and not wire.required:
        found = or_null(found)
    if not wire.writable:
        found["readOnly"] = True
    return found


def _navigation(way: Navigation) -> Schema:
    found = schema(way.target())
    return ({"type": "array", "items": found} if way.many else or_null(found)) | {"readOnly": True}


def _struct(kind: type[msgspec.Struct]) -> Schema:
    fields = msgspec.structs.fields(kind)
    found = _object(kind, {one.encode_name: _member(one.type) for one in fields})
    needed = [one.encode_name for one in fields if one.required]
    if issubclass(kind, Loose):
        found["additionalProperties"] = True
    return found | ({"required": needed} if needed else {})


def _member(kind: Any) -> Schema:
    """In structures, free-form content is an object or nothing."""
    return {"type": ["object", "null"]} if kind is Json else schema(kind)


def required_of(kind: type[Entity]) -> list[str]:
    """What a body must have that makes a row."""
    return [field.name for field in all_fields(kind) if field.wire.writable and field.wire.required]
