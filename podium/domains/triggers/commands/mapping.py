"""How a call becomes the arguments of a job."""

from collections.abc import Mapping
from typing import Any

import msgspec

from podium.domains.processes.models.releases import Release
from podium.domains.triggers.errors import InvalidArgument, NoArguments
from podium.domains.triggers.models.http import CallingMode
from podium.odata.wire import enum_value

CALL_MODE = "$callMode"
NUMBERS = ("Int16", "Int32", "Int64", "Decimal", "Double", "Single", "integer", "number")


def arguments_of(release: Release, usual: str | None, query: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """The arguments that a trigger always gives, then those of the query, then those of the body."""
    given: dict[str, Any] = msgspec.json.decode(usual) if usual else {}
    types = _types(release)
    for name, text in query.items():
        given[name] = _typed(name, text, types.get(name, ""))
    return given | _object(body)


def told_to(release: Release, usual: str | None, told: str) -> dict[str, Any]:
    """The arguments that a trigger always gives, and of what is told those that the process takes."""
    given: dict[str, Any] = msgspec.json.decode(usual or "{}")
    found, types = msgspec.json.decode(told), _types(release)
    return given | {name: value for name, value in found.items() if name in types or not types}


def mode_of(given: dict[str, Any], usual: CallingMode) -> CallingMode:
    """The mode that the caller wishes, which is taken out of the arguments."""
    wished = given.pop(CALL_MODE, None)
    return usual if wished is None else CallingMode(enum_value(CallingMode, wished, CALL_MODE))


def _object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        found: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.MsgspecError as problem:
        raise NoArguments(why=problem) from problem
    return found


def _types(release: Release) -> dict[str, str]:
    """The types of a process's arguments, by name, as far as its package tells them."""
    told = msgspec.json.decode(release.input) if release.input else []
    if isinstance(told, dict):  # a JSON schema, as packages of Python have it
        return {name: str(one.get("type", "")) for name, one in told.get("properties", {}).items()}
    return {one["name"]: str(one.get("type", "")) for one in told if isinstance(one, dict) and "name" in one}


def _typed(name: str, text: str, kind: str) -> Any:
    """A word of a query as a value of the argument's type."""
    plain = kind.partition(",")[0].rpartition(".")[2]
    try:
        if plain in ("Boolean", "boolean"):
            return {"true": True, "false": False}[text.lower()]
        return msgspec.json.decode(text, type=int | float) if plain in NUMBERS else text
    except (KeyError, msgspec.MsgspecError) as problem:
        raise InvalidArgument(name=name) from problem
