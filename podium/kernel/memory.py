"""Rows that are read often and change rarely, kept in the memory of a process until they change."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from podium.kernel.entity import Record

T = TypeVar("T")
LIMIT = 50_000
Generations = tuple[int, ...]


class Memory:
    """What queries over remembered tables gave, valid while none of these tables has changed.

    Every process tells the others which tables it changed. While it cannot hear them (``listening``
    is False) nothing is taken from memory.
    """

    def __init__(self) -> None:
        self.listening = False
        self._kept: dict[Hashable, tuple[Generations, Any]] = {}
        self._generation: dict[str, int] = defaultdict(int)

    def generations(self, tables: Iterable[type[Record]]) -> Generations:
        return tuple([self._generation[record.table.name] for record in tables])

    def get(self, key: Hashable, tables: Iterable[type[Record]]) -> Any:
        """What is kept under ``key``, or None."""
        found = self._kept.get(key)
        return found[1] if found and self.listening and found[0] == self.generations(tables) else None

    def keep(self, key: Hashable, seen: Generations, value: Any) -> None:
        """Keep a value made of what the tables held at ``seen``: a change since then makes it worthless at once."""
        if len(self._kept) >= LIMIT:
            self._kept.clear()
        self._kept[key] = (seen, value)

    def made(self, key: Hashable, tables: Iterable[type[Record]], make: Callable[[], T]) -> T:
        """What is kept under ``key``, made where it is not."""
        kept: T | None = self.get(key, tables)
        if kept is None:
            seen = self.generations(tables)
            kept = make()
            self.keep(key, seen, kept)
        return kept

    def changed(self, table: str) -> None:
        self._generation[table] += 1

    def forget(self) -> None:
        """Keep nothing of before: changes may have gone unheard."""
        self._kept.clear()
