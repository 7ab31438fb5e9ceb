"""Rows that are read often and change rarely, kept in the memory of a process until they change."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from podium.kernel.entity import Record

LIMIT = 50_000
Generations = tuple[int, ...]


@dataclass(slots=True)
class _Kept:
    """``valid``: the number of changes, of whatever table, at which it was last found to be good."""

    seen: Generations
    value: Any
    valid: int = -1


class Memory:
    """What queries over remembered tables gave, valid while none of these tables has changed.

    Every process tells the others which tables it changed. While it cannot hear them (``listening``
    is False) nothing is taken from memory.
    """

    def __init__(self) -> None:
        self.listening = False
        self._kept: dict[Hashable, _Kept] = {}
        self._generation: dict[str, int] = defaultdict(int)
        self._changes = 0

    def generations(self, tables: Iterable[type[Record]]) -> Generations:
        return tuple([self._generation[record.table.name] for record in tables])

    def get(self, key: Hashable, tables: Iterable[type[Record]]) -> Any:
        """What is kept under ``key``, or None."""
        found = self._kept.get(key)
        if found is None or not self.listening:
            return None
        if found.valid != self._changes:
            if found.seen != self.generations(tables):
                return None
            found.valid = self._changes
        return found.value

    def keep(self, key: Hashable, seen: Generations, value: Any) -> None:
        """Keep a value made of what the tables held at ``seen``: a change since then makes it worthless at once."""
        if len(self._kept) >= LIMIT:
            self._kept.clear()
        self._kept[key] = _Kept(seen, value)

    def changed(self, table: str) -> None:
        self._generation[table] += 1
        self._changes += 1

    def forget(self) -> None:
        """Keep nothing of before: changes may have gone unheard."""
        self._kept.clear()
