"""Does a body fit its published type? Schemas of the contract as JSON Schema, and a walk along them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from tools.spec.contract import Contract, Merged, Property, Type
from tools.spec.exceptions import Exceptions

FORMATS = {"date-time", "uuid"}
FREE = {"any", "object"}
ENVELOPE = "ODataValueOf"
Json = dict[str, Any]


@dataclass(frozen=True)
class Sighting:
    """A property that a body had; ``known`` where any version publishes it."""

    schema: str
    name: str
    known: bool


class Schemas:
    """The schemas of all versions in one: a property or enum value of any version fits."""

    def __init__(self, contract: Contract, exceptions: Exceptions) -> None:
        self.merged = contract.merged()
        self._known = {name: merged.properties() for name, merged in self.merged.items()}
        strict = {name: _object(merged, exceptions.types(name)) for name, merged in self.merged.items()}
        partial = {name: schema | {"required": []} for name, schema in strict.items()}
        self._definitions = {False: strict, True: partial}
        self._validators: dict[tuple[str, bool], jsonschema_rs.Draft202012Validator] = {}

    def fault(self, kind: Type, body: Any, partial: bool = False) -> str | None:
        """Say what does not fit, and where. Of a ``partial`` body nothing is required."""
        error = next(self._validator(kind, partial).iter_errors(body), None)
        return f"{'/'.join(map(str, error.instance_path)) or 'the body'}: {error.message[:120]}" if error else None

    def pointless(self, kind: Type) -> set[str]:
        """The options that can change nothing of such an answer: it has no members, or none that lead to others."""
        members = self._known.get(self._row(kind))
        if members is None:
            return {"select", "expand"}
        return set() if any(_leads(one.type) for several in members.values() for one in several) else {"expand"}

    def _row(self, kind: Type) -> str:
        """What a list holds, or an envelope."""
        if isinstance(kind, list):
            return self._row(kind[0])
        wrapped = self._known.get(kind or "", {}).get("value") if (kind or "").startswith(ENVELOPE) else None
        return self._row(wrapped[0].type) if wrapped else kind or ""

    def sightings(self, kind: Type, body: Any) -> Iterator[Sighting]:
        """Yield every property in a body of this type, also those of the objects within."""
        if isinstance(kind, list):
            for item in body if isinstance(body, list) else ():
                yield from self.sightings(kind[0], item)
        elif kind in self._known and isinstance(body, dict):
            yield from self._seen_in(self._actual(kind, body), body)

    def _seen_in(self, schema: str, body: Json) -> Iterator[Sighting]:
        known = self._known[schema]
        for name, value in body.items():
            if "@odata." not in name:
                yield Sighting(schema, name, name in known)
                for one in known.get(name, [])[:1]:
                    yield from self.sightings(one.type, value)

    def _actual(self, kind: str, body: Json) -> str:
        """The schema that a row says it has: lists of machines hold extended ones."""
        stated = str(body.get("@odata.type", "")).rpartition(".")[2]
        return stated if stated in self._known else kind

    def _validator(self, kind: Type, partial: bool) -> jsonschema_rs.Draft202012Validator:
        key = str(kind), partial
        if key not in self._validators:
            schema = _json(kind) | {"$defs": self._definitions[partial]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        return self._validators[key]


def _object(merged: Merged, other_types: dict[str, str]) -> Json:
    """Only what is required may not be null: the published types do not say more."""
    required = [name for name, one in merged.published.items() if one.required]
    properties = {name: _property(several, name not in required) for name, several in merged.properties().items()}
    for name, kind in other_types.items():
        properties[name] = {"anyOf": [properties[name], _json(kind)]}
    return {"type": "object", "properties": properties, "required": required}


def _property(versions: list[Property], nullable: bool) -> Json:
    shape = _json(versions[0].type)
    if versions[0].enum:
        shape["enum"] = list(dict.fromkeys(value for one in versions for value in one.enum))
    if versions[0].items_enum:
        shape["items"]["enum"] = list(dict.fromkeys(value for one in versions for value in one.items_enum))
    return _nullable(shape) if nullable else shape


def _nullable(shape: Json) -> Json:
    if "$ref" in shape:
        return {"anyOf": [shape, {"type": "null"}]}
    if "enum" in shape:
        shape["enum"].append(None)
    return shape | {"type": [shape["type"], "null"]} if "type" in shape else shape


def _leads(kind: Type) -> bool:
    """Is it an object, or a list of them?"""
    return _leads(kind[0]) if isinstance(kind, list) else bool(kind) and str(kind)[0].isupper()


def _json(kind: Type) -> Json:
    if isinstance(kind, list):
        return {"type": "array", "items": _json(kind[0])}
    if kind is None or kind in FREE:
        return {}
    if kind[0].isupper():
        return {"$ref": f"#/$defs/{kind}"}
    plain, _, detail = kind.partition(":")
    named = "object" if plain == "dictionary" else plain
    return {"type": named} | ({"format": detail} if detail in FORMATS else {})
