"""JSON Schema: is a text a schema, and where does a value not match it?"""

from functools import lru_cache
from typing import Any

import jsonschema_rs
import msgspec

KEPT = 256
MASK = "The value"
"""Stands for values in explanations: they may be secret."""


class NotASchema(ValueError):
    """A text that is no JSON Schema, or one that refers to something outside itself."""


@lru_cache(KEPT)
def compiled(schema: str) -> jsonschema_rs.Validator:
    """Make a validator; patterns are matched in linear time, and nothing is fetched from anywhere."""
    try:
        decoded = msgspec.json.decode(schema)
        if not isinstance(decoded, dict):
            raise NotASchema("A JSON object is expected.")
        linear = jsonschema_rs.RegexOptions()
        return jsonschema_rs.validator_for(decoded, offline=True, mask=MASK, pattern_options=linear)
    except (msgspec.MsgspecError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as problem:
        raise NotASchema(str(problem).split("\n", 1)[0]) from problem


def violation(schema: str, value: Any) -> tuple[str, str] | None:
    """The first place where a value does not match, as a path from ``$``, and why it does not."""
    found = next(compiled(schema).iter_errors(value), None)
    return (_path(found.instance_path), found.message) if found else None


def _path(steps: list[str | int]) -> str:
    return "$" + "".join([f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps])
