"""Runs among the packages of a client: calls what a line of standard input names, and prints what came of it.

A line is ``["assets.retrieve", [], {"name": "Limit"}]``; its answer ``{"gave": ...}``, or the name and the text of an
exception: ``{"raised": ..., "text": ...}``.
"""

import contextlib
import dataclasses
import importlib
import json
import operator
import sys
from typing import Any


def plain(value: Any) -> Any:
    """What JSON can carry of a client's object."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def answer(root: Any, path: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    with contextlib.redirect_stdout(sys.stderr):
        try:
            return {"gave": plain(operator.attrgetter(path)(root)(*arguments, **named))}
        except Exception as problem:
            return {"raised": type(problem).__name__, "text": str(problem)}


def main(module: str) -> None:
    root = importlib.import_module(module).root()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(root, *json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
