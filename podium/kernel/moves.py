"""State machines as tables of named moves."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from podium.kernel.errors import ApiError


@dataclass(frozen=True)
class Move:
    """A named change of ``state_field``; raises ``refused`` when the row is in none of ``sources``."""

    sources: Set[StrEnum]
    target: StrEnum
    refused: type[ApiError]
    state_field: str = "status"

    def __call__(self, row: Any) -> None:
        state = getattr(row, self.state_field)
        if state not in self.sources:
            raise self.refused(name=f"{type(row).__name__} {row.identity()[0]}", status=str(state))
        setattr(row, self.state_field, self.target)

    def possible(self, row: Any) -> bool:
        return getattr(row, self.state_field) in self.sources
