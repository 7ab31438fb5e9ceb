"""Rules about how big a thing may be."""

from collections.abc import Iterator

from tools.rules.rule import Rule
from tools.rules.source import Source

FILE_LINES = 400
FUNCTION_LINES = 40


def long_files(source: Source) -> Iterator[int]:
    """Find files that are too long."""
    if source.text.count("\n") > FILE_LINES:
        yield 1


def long_functions(source: Source) -> Iterator[int]:
    """Find functions that are too long, their decorators aside."""
    for function in source.functions():
        if (function.end_lineno or 0) - function.lineno >= FUNCTION_LINES:
            yield function.lineno


RULES = [
    Rule("short-files", f"A file has at most {FILE_LINES} lines; let it become a folder.", long_files),
    Rule("short-functions", f"A function has at most {FUNCTION_LINES} lines.", long_functions),
]
