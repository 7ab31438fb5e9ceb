"""Rules about what a thing may be called."""

import ast
import re
from collections.abc import Iterator

from tools.rules.rule import Rule
from tools.rules.source import Source

MODULES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "core", "misc"}
DEFINITIONS = re.compile(r"_?(do|handle)_[a-z]|process_data$|.*(Impl|Manager|Helper|Utils)$")


def vague_modules(source: Source) -> Iterator[int]:
    """Find modules whose name says nothing."""
    if source.name in MODULES:
        yield 1


def vague_definitions(source: Source) -> Iterator[int]:
    """Find functions and classes whose name says nothing."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and DEFINITIONS.match(node.name):
            yield node.lineno


RULES = [
    Rule("telling-modules", "A module is named by what it holds, not utils, common or core.", vague_modules),
    Rule("telling-names", "A name says what is done: no do_, handle_, process_data, Impl, Manager.", vague_definitions),
]
