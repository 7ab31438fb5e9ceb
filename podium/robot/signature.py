"""What arguments a function takes, read from its source: for the forms of those who start it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podium.robot.manifest import functions_of

TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "array", "dict": "object"}

Schema = dict[str, Any]


def input_schema(content: Path, target: str) -> Schema:
    """Describe the input of ``module:function`` as a JSON schema; one that cannot be read admits everything."""
    module, _, name = target.partition(":")
    for root in (content, content / "src"):
        path = root.joinpath(*module.split(".")).with_suffix(".py")
        if path.is_file() and (function := functions_of(path).get(name)):
            return _schema(function.args)
    return {"type": "object"}


def _schema(arguments: ast.arguments) -> Schema:
    positional = arguments.posonlyargs + arguments.args
    required = positional[: len(positional) - len(arguments.defaults)]
    required += [a for a, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value is None]
    properties = {a.arg: _type(a.annotation) for a in positional + arguments.kwonlyargs}
    properties |= {a.arg: _or_null(properties[a.arg]) for a in _optional(arguments)}
    if len(properties) == 1 and _is_whole_input(next(iter(properties.values())), positional):
        return {"type": "object"}
    schema = {"type": "object", "properties": properties, "required": [a.arg for a in required]}
    return {**schema, "additionalProperties": True} if arguments.kwarg else schema


def _is_whole_input(schema: Schema, positional: list[ast.arg]) -> bool:
    """A single dict or dataclass parameter takes all arguments in one."""
    named = bool(positional) and positional[0].annotation is not None
    return schema.get("type") == "object" or (named and not schema)


def _type(annotation: ast.expr | None) -> Schema:
    match annotation:
        case ast.Name(name) | ast.Subscript(ast.Name(name)) if name in TYPES:
            return {"type": TYPES[name]}
        case ast.BinOp(left=left, right=ast.Constant(None)):
            return _or_null(_type(left))
    return {}


def _or_null(schema: Schema) -> Schema:
    return {"type": [schema["type"], "null"]} if isinstance(schema.get("type"), str) else schema


def _optional(arguments: ast.arguments) -> Iterator[ast.arg]:
    """Those that are None if nothing is given."""
    positional = arguments.posonlyargs + arguments.args
    pairs = [*zip(reversed(positional), reversed(arguments.defaults), strict=False)]
    pairs += [(a, value) for a, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value]
    return (argument for argument, value in pairs if isinstance(value, ast.Constant) and value.value is None)
