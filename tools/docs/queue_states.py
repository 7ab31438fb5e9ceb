"""The page about the states of queue items."""

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

Written by `make docs` from `podium/domains/queues/states.py`. Each row is a change; below each status stands what it
becomes by it, or nothing where the change is refused.

| | {heads} |
|---|{"---|" * len(Status)}
{rows}
"""


def _after(move: Move, status: Status) -> str:
    return (move.target or status).value if status in move.sources else ""
