"""Keep what was made for the keys used most recently."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most ``limit`` values; the one that was not asked for the longest makes room."""

    def __init__(self, limit: int) -> None:
        self.limit, self._values = limit, dict[K, V]()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        found = self._values.pop(key, None)
        if found is not None:
            self._values[key] = found
        return found

    def keep(self, key: K, value: V) -> V:
        if len(self._values) >= self.limit:
            del self._values[next(iter(self._values))]
        self._values[key] = value
        return value

    def made(self, key: K, make: Callable[[], V]) -> V:
        found = self.get(key)
        return self.keep(key, make()) if found is None else found
