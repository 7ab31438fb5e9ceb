"""Permission expressions: ``Queues.view & Transactions.edit``. They print as the API reference writes them."""

from collections.abc import Set
from dataclasses import dataclass


class Need:
    """A condition on the permissions a caller holds."""

    def met(self, held: Set[str]) -> bool:
        raise NotImplementedError

    @property
    def anywhere(self) -> bool:
        """Is it enough to hold it in one folder, whichever that is?"""
        return isinstance(self, _Somewhere)

    def __and__(self, other: "Need") -> "Need":
        return _All(tuple(dict.fromkeys((*self._parts(_All), *other._parts(_All)))))

    def __or__(self, other: "Need") -> "Need":
        return _Any(tuple(dict.fromkeys((*self._parts(_Any), *other._parts(_Any)))))

    def _parts(self, kind: type["_Many"]) -> tuple["Need", ...]:
        return self.parts if isinstance(self, kind) else (self,)


@dataclass(frozen=True)
class _One(Need):
    name: str

    def met(self, held: Set[str]) -> bool:
        return self.name in held

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class _Many(Need):
    parts: tuple[Need, ...]
    word = ""

    def __str__(self) -> str:
        return f" {self.word} ".join(f"({p})" if isinstance(p, _Many) else str(p) for p in self.parts)


class _All(_Many):
    word = "and"

    def met(self, held: Set[str]) -> bool:
        return all(part.met(held) for part in self.parts)


class _Any(_Many):
    word = "or"

    def met(self, held: Set[str]) -> bool:
        return any(part.met(held) for part in self.parts)


ANYONE: Need = _All(())
"""Whoever is signed in."""


@dataclass(frozen=True)
class _Somewhere(Need):
    """Met by what is held in any one place; the operation itself looks where, and narrows its rows."""

    inner: Need

    def met(self, held: Set[str]) -> bool:
        return self.inner.met(held)

    def __str__(self) -> str:
        return str(self.inner)


def somewhere(need: Need) -> Need:
    """The door of an operation that crosses folders: whoever holds ``need`` in one of them may knock."""
    return _Somewhere(need)


class _Nobody(_All):
    """Not even that."""


PUBLIC: Need = _Nobody(())
"""Anyone at all, without signing in."""


class Resource:
    """A securable thing with the four standard permissions, each ``also`` needing something more."""

    def __init__(self, name: str, also: Need = ANYONE, view: Need | None = None) -> None:
        self.view = view or also & _One(f"{name}.View")
        self.create = also & _One(f"{name}.Create")
        self.edit = also & _One(f"{name}.Edit")
        self.delete = also & _One(f"{name}.Delete")
