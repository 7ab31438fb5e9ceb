"""State machines as tables of named moves."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from podium.kernel.errors import ApiError


@dataclass(frozen=True)
class Move:
    """A named change of ``state_field``; raises what ``refused`` makes when the row is in none of ``sources``.

    Without a ``target`` the state stays, but the change is possible in these states only.
    """

    sources: Set[StrEnum]
    target: StrEnum | None
    refused: Callable[..., ApiError]
    state_field: str = "status"

    def __call__(self, row: Any) -> Any:
        """Do it; gives the state that was."""
        state = getattr(row, self.state_field)
        if state not in self.sources:
            raise self.refused(name=f"{type(row).__name__} {row.identity()[0]}", status=str(state))
        if self.target is not None:
            setattr(row, self.state_field, self.target)
        return state

    def possible(self, row: Any) -> bool:
        return getattr(row, self.state_field) in self.sources
