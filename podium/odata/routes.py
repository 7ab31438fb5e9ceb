"""From a path to the operation meant: names in any case, with or without namespace, brackets and quotes."""

import re
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
INNER = r"(?:[^()']|'(?:[^']|'')*'|\([^()]*\))*"
SEGMENT = re.compile(rf"/((?:[^/()']|'(?:[^']|'')*')*)(?:\(({INNER})\))?")
ARGUMENT = re.compile(r"\s*(?:(\w+)\s*=\s*)?((?:\[[^\]]*\]|[^,'\[]|'(?:[^']|'')*')+)")
REMEMBERED = 5_000
"""Spellings of paths without places that are known by heart."""
NAME = re.compile(r"\{(\w+)\}")


class Routes(Generic[T]):
    """Targets by method and path; a path may name places, ``Queues({key})/X`` or ``/api/Buckets/{id}``.

    Paths are kept as a tree of segments, so finding one takes as long as it has segments, not as there are paths.
    """

    def __init__(self, routes: Iterable[tuple[str, str, T]]) -> None:
        self._tree: dict[str, Any] = {}
        self._plain: dict[tuple[str, str], T] = {}
        for method, path, target in routes:
            node, names = self._tree, list[str]()
            for name, inner in segments(path):
                if NAME.fullmatch(name):
                    names.append(NAME.fullmatch(name)[1])  # type: ignore[index]
                    node = node.setdefault("*", {})
                    continue
                names += NAME.findall(inner or "")
                node = node.setdefault(_word(name, inner), {})
            node[method] = (target, tuple(names))

    def find(self, method: str, path: str) -> tuple[T, dict[str, str]] | None:
        """The target and what the path holds in its places, as text without quotes."""
        known = self._plain.get((method, path))
        if known is not None:
            return known, {}
        found = self._walk(method, path)
        if found and not found[1] and len(self._plain) < REMEMBERED:
            self._plain[method, path] = found[0]
        return found

    def _walk(self, method: str, path: str) -> tuple[T, dict[str, str]] | None:
        node, values = self._tree, list[tuple[str, str]]()
        for name, inner in segments(path):
            below = node.get(_word(name, inner))
            if below is None:
                below = node.get("*")
                values.append(("", name))
            if below is None:
                return None
            if inner:
                values += _arguments(inner)
            node = below
        found = node.get(method)
        return (found[0], _placed(found[1], values)) if found else None

    def methods(self, path: str) -> list[str]:
        """The methods that a path does answer."""
        return [m for m in ("GET", "POST", "PUT", "PATCH", "DELETE") if self.find(m, path)]


def segments(path: str) -> list[tuple[str, str | None]]:
    """Names, each with what its brackets hold; none where the path is no row of them."""
    path = path.rstrip("/")
    found = list(SEGMENT.finditer(path))
    whole = sum(len(segment[0]) for segment in found) == len(path)
    return [(segment[1], segment[2]) for segment in found if segment[1] or segment[2]] if whole else []


def _word(name: str, inner: str | None) -> str:
    word = name.rpartition(".")[2].lower() if "." in name else name.lower()
    return f"{word}()" if inner else word


def _arguments(inner: str) -> list[tuple[str, str]]:
    return [(name.lower(), _unquoted(value.strip())) for name, value in ARGUMENT.findall(inner)]


def _unquoted(value: str) -> str:
    """A literal's text: ``'O''Neil'`` is O'Neil, ``guid'...'`` its digits."""
    found = re.fullmatch(r"(?:guid|datetime)?'((?:[^']|'')*)'", value)
    return found[1].replace("''", "'") if found else value


def _placed(names: tuple[str, ...], values: list[tuple[str, str]]) -> dict[str, str]:
    """Named values go to their place, the others to those that are left, in order."""
    wanted = {name.lower(): name for name in names}
    placed = {wanted[name]: value for name, value in values if name in wanted}
    left = [name for name in names if name not in placed]
    return placed | dict(zip(left, (value for name, value in values if name not in wanted), strict=False))
