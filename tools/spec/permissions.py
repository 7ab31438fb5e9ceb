"""What a published permission sentence asks for: ``Queues.View and (Jobs.Create or Jobs.Edit)``."""

import re
from collections.abc import Iterable, Iterator

Held = frozenset[str]
Ways = frozenset[Held]
"""Every smallest set of permissions that is enough."""

TOKEN = re.compile(r"\s*(\(|\)|[\w.]+|\S)")
PERMISSION = re.compile(r"\w+\.\w+")
SIGNED_IN: Ways = frozenset({frozenset()})


def ways(sentence: str) -> Ways:
    """Read a sentence of permissions, "and", "or" and brackets; raise ValueError when it is anything else."""
    if sentence in {"", "authenticated"}:
        return SIGNED_IN
    tokens = iter([*TOKEN.findall(sentence), ""])
    found, end = _alternatives(tokens)
    if end:
        raise ValueError(f"{end!r} is not expected in {sentence!r}.")
    return smallest(found)


def smallest(sets: Iterable[Held]) -> Ways:
    """Leave out each set that holds more than another one."""
    sets = frozenset(sets)
    return frozenset(held for held in sets if not any(other < held for other in sets))


def _alternatives(tokens: Iterator[str]) -> tuple[set[Held], str]:
    found, word = _together(tokens)
    while word == "or":
        more, word = _together(tokens)
        found |= more
    return found, word


def _together(tokens: Iterator[str]) -> tuple[set[Held], str]:
    found = _single(tokens)
    while (word := next(tokens)) == "and":
        found = {one | other for other in _single(tokens) for one in found}
    return found, word


def _single(tokens: Iterator[str]) -> set[Held]:
    word = next(tokens)
    if word == "(":
        found, end = _alternatives(tokens)
        if end != ")":
            raise ValueError("A bracket is not closed.")
        return found
    if not PERMISSION.fullmatch(word):
        raise ValueError(f"{word!r} is no permission.")
    return {frozenset({word})}
