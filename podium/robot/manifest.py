"""What a package says of itself: of which kind it is, where it begins, what it needs."""

import ast
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from podium.robot.errors import NotPrepared

TASKS, FRAMEWORK = ".robot", "robotframework"


class Kind(StrEnum):
    PLAIN = "plain"
    """A Python function, called by our bootstrap."""
    UIPATH = "uipath"
    """A project of the UiPath SDK, run by the ``uipath`` command it brings along."""


@dataclass(frozen=True)
class Manifest:
    """``target`` is ``module:function``, or a file to run as a script or as tasks; empty for a UiPath project."""

    kind: Kind
    target: str = ""
    dependencies: tuple[str, ...] = ()
    python: str | None = None
    warm: tuple[str, ...] = ()
    """Modules that a process may import before its job is known."""


def read_manifest(content: Path) -> Manifest:
    """Read an unpacked package. NotPrepared: nothing in it says how to run it."""
    document = read_pyproject(content)
    project, own = document.get("project", {}), document.get("tool", {}).get("podium", {})
    dependencies = tuple(project.get("dependencies", ()))
    python = project.get("requires-python")
    if "main" not in own and _is_uipath(content, dependencies):
        return Manifest(Kind.UIPATH, "", dependencies or ("uipath",), python)
    target = own.get("main") or target_of(content, project)
    if target.endswith(TASKS) and not any(re.match(FRAMEWORK, name, re.IGNORECASE) for name in dependencies):
        dependencies = (*dependencies, FRAMEWORK)
    return Manifest(Kind.PLAIN, target, dependencies, python, tuple(own.get("warm", ())))


def read_pyproject(content: Path) -> dict[str, Any]:
    path = content / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise NotPrepared(f"pyproject.toml cannot be read: {error}") from error


def target_of(content: Path, project: dict[str, Any]) -> str:
    """The first script of the project, else the function ``main`` of main.py, else main.py itself, else the tasks."""
    for target in project.get("scripts", {}).values():
        return str(target)
    main = content / "main.py"
    if not main.is_file():
        return _tasks(content)
    return "main:main" if "main" in functions_of(main) else "main.py"


def _tasks(content: Path) -> str:
    """The file with the tasks of Robot Framework: tasks.robot, or the only one there is."""
    found = sorted(path.name for path in content.glob(f"*{TASKS}"))
    if len(found) > 1 and f"tasks{TASKS}" not in found:
        raise NotPrepared(f"Which of {', '.join(found)} is to be run? Say so in [tool.podium] main.")
    if not found:
        raise NotPrepared("The package has no [tool.podium] main, no [project.scripts], no main.py and no tasks.robot.")
    return found[0] if len(found) == 1 else f"tasks{TASKS}"


def functions_of(module: Path) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions a module defines at its top level, without running it."""
    try:
        body = ast.parse(module.read_bytes()).body
    except (SyntaxError, ValueError) as error:
        raise NotPrepared(f"{module.name} is not valid Python: {error}") from error
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def _is_uipath(content: Path, dependencies: tuple[str, ...]) -> bool:
    return (content / "uipath.json").is_file() or any(re.match(r"uipath\b", name) for name in dependencies)
