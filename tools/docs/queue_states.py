"""The page about the states of queue items."""

from collections import defaultdict
from enum import StrEnum

from podium.domains.queues import states
from podium.domains.queues.models import Status
from podium.kernel.moves import Move

MOVES: dict[str, Move] = {name: move for name, move in vars(states).items() if isinstance(move, Move)}


def page() -> str:
    """Tabulate which change is possible in which status, and what the status is then."""
    heads = " | ".join(status.value for status in Status)
    rows = "\n".join(
        f"| {name} | {' | '.join(_after(move, status) for status in Status)} |" for name, move in MOVES.items()
    )
    return f"""# States of queue items

Written by `make docs` from `podium/domains/queues/states.py`. Each arrow is a change of status:

```mermaid
stateDiagram-v2
    [*] --> New: add
{_arrows()}
```

Each row is a change; below each status stands what it becomes by it, or nothing where the change is refused.

| | {heads} |
|---|{"---|" * len(Status)}
{rows}
"""


def _arrows() -> str:
    """The changes of status as a diagram has them; those between the same two share an arrow."""
    names: dict[tuple[Status, StrEnum], list[str]] = defaultdict(list)
    for name, move in MOVES.items():
        for status in Status:
            if status in move.sources and move.target is not None:
                names[status, move.target].append(name)
    return "\n".join(f"    {start} --> {end}: {', '.join(several)}" for (start, end), several in names.items())


def _after(move: Move, status: Status) -> str:
    return (move.target or status).value if status in move.sources else ""
