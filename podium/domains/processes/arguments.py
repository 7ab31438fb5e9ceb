"""Are these arguments such as the package takes? Packages of Python tell it as a JSON schema, others as a list."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from podium.domains.processes.errors import ArgumentMismatch
from podium.kernel.json_schema import NotASchema, violation

WHOLE = "InputArguments"
OPEN = frozenset({"additionalProperties", "patternProperties", "$ref", "allOf", "anyOf", "oneOf"})
"""With one of these, a schema says itself which further members there may be."""
NUMBERS = frozenset({"Byte", "Int16", "Int32", "Int64", "UInt32", "UInt64", "Single", "Double", "Decimal"})

Arguments = Mapping[str, Any]


def check_input(declared: str | None, given: str | None, *, complete: bool) -> None:
    """Refuse arguments that a package does not take, or that are of another type; if ``complete``, also their want.

    A package that declares none takes any.
    """
    told = msgspec.json.decode(declared) if declared else None
    values: Arguments = msgspec.json.decode(given or "{}")
    if isinstance(told, dict):
        _check_schema(told, values, complete)
    elif isinstance(told, list):
        _check_list([one for one in told if isinstance(one, dict) and one.get("name")], values, complete)


def _check_schema(schema: dict[str, Any], values: Arguments, complete: bool) -> None:
    known, needed = schema.get("properties"), schema.get("required")
    if not complete and known is None:  # what is needed may stand anywhere in it
        return
    if isinstance(known, dict) and known and not OPEN & schema.keys():
        _check_known(known, values)
    if complete and isinstance(needed, list):
        _check_there(needed, values)
    try:
        found = violation(msgspec.json.encode({**schema, "required": []}).decode(), values)
    except NotASchema:  # nobody can say what it means
        return
    if found:
        raise ArgumentMismatch(name=found[0].removeprefix("$").removeprefix(".") or WHOLE, why=found[1])


def _check_list(declared: list[dict[str, Any]], values: Arguments, complete: bool) -> None:
    types = {str(one["name"]): str(one.get("type") or "") for one in declared}
    if types:
        _check_known(types, values)
    if complete:
        _check_there([one["name"] for one in declared if one.get("required") and not one.get("hasDefault")], values)
    for name, value in values.items():
        kind = types.get(name, "").partition(",")[0].rpartition(".")[2]
        if value is not None and not _is(value, kind):
            raise ArgumentMismatch(name=name, why=f"It is no {kind}.")


def _check_known(known: Mapping[str, Any], values: Arguments) -> None:
    for name in values:
        if name not in known:
            raise ArgumentMismatch(name=name, why="The process takes no such argument.")


def _check_there(needed: Iterable[str], values: Arguments) -> None:
    for name in needed:
        if name not in values:
            raise ArgumentMismatch(name=name, why="It is missing.")


def _is(value: Any, kind: str) -> bool:
    """Whether a robot of .NET could read a value of JSON as this type; of most types only the robot can tell."""
    if kind == "Boolean":
        return isinstance(value, bool) or str(value).lower() in {"true", "false"}
    if kind in NUMBERS:
        return not isinstance(value, bool) and _is_number(value)
    return kind != "String" or not isinstance(value, dict | list)


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True
