"""Finds the progression in a field's numbers, so that words can be short."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from podium.kernel.cron.fields import Field


@dataclass(frozen=True, slots=True)
class Progression:
    """Equal steps from first to last; a run of single steps may go around the field's end."""

    first: int
    last: int
    step: int
    even: bool
    """Whether it begins at the field's lowest number and goes on evenly around its end."""


def progression(values: Sequence[int], field: Field) -> Progression | None:
    """Read sorted values as a progression; None where they are better listed."""
    size = field.high - field.low + 1
    gaps = [after - before for before, after in pairwise((*values, values[0] + size))]
    inner, around = set(gaps[:-1]), gaps[-1]
    if len(inner) == 1:
        step = gaps[0]
        even = around == step and values[0] == field.low
        return Progression(values[0], values[-1], step, even) if even or len(values) > 2 else None
    breaks = [at for at, gap in enumerate(gaps) if gap > 1]
    if len(breaks) == 1 and around == 1:
        return Progression(values[breaks[0] + 1], values[breaks[0]], 1, even=False)
    return None
