"""What happened: slices tell each other by events, in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import msgspec

from podium.kernel.entity import Record


class Event(msgspec.Struct, kw_only=True):
    """The base of events. Those with ``outbox`` are also stored for whoever delivers them to others."""

    outbox: ClassVar[bool] = False


@dataclass(frozen=True)
class RowChanged:
    """A row of an audited table was made, changed or removed; ``before`` is what it held until then."""

    action: str
    row: Record
    before: Mapping[str, Any] = field(default_factory=dict)
