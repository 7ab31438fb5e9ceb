"""One source file, read and parsed once for all rules."""

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePath


class Source:
    """A Python file of the repository; ``path`` is relative to its root."""

    def __init__(self, path: PurePath, text: str) -> None:
        self.path = path
        self.text = text
        self.tree = ast.parse(text, str(path))

    @cached_property
    def comments(self) -> dict[int, str]:
        """The comment of each line that has one."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, outer ones first."""
        return tuple(ast.walk(self.tree))

    @property
    def layer(self) -> str:
        """The part of ``podium`` it belongs to, like "kernel"; for other files their first folder."""
        parts = self.path.with_suffix("").parts
        return parts[1] if parts[0] == "podium" and len(parts) > 1 else parts[0]

    @property
    def name(self) -> str:
        """The last word of the module's name."""
        return self.path.parent.name if self.path.stem == "__init__" else self.path.stem

    @cached_property
    def imports(self) -> dict[str, str]:
        """What the imported names stand for: "sa" for "sqlalchemy", "sleep" for "time.sleep"."""
        found: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found |= {alias.asname: alias.name for alias in node.names if alias.asname}
            elif isinstance(node, ast.ImportFrom):
                found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        return found

    def calls(self) -> Iterator[tuple[str, int]]:
        """Each call with its line, by its full name like "sqlalchemy.select"; by "?.commit" when it is no name's."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield self._full_name(node.func), node.lineno

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def assigned_attributes(self) -> Iterator[tuple[str, int]]:
        """Each attribute that is set, like "status" of ``item.status = ...``, with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                yield node.attr, node.lineno

    def _full_name(self, node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):
            return f"{self._full_name(node.value)}.{node.attr}"
        return self.imports.get(node.id, node.id) if isinstance(node, ast.Name) else "?"
