"""Says at what times of a day an expression fires."""

from collections.abc import Sequence
from datetime import time
from itertools import product

from podium.kernel.cron.expression import Expression
from podium.kernel.cron.fields import HOURS, MINUTES, SECONDS, Field
from podium.kernel.cron.shapes import progression
from podium.kernel.cron.wording import Unit, Wording

# Up to so many times of day are listed, rather than described.
FEW = 5


def times_of_day(expression: Expression, wording: Wording) -> list[str]:
    """Give phrases, of which all hold at once: the finest field says how often, the coarser ones within what."""
    seconds, minutes, hours = expression.seconds, expression.minutes, expression.hours
    if len(seconds) == len(minutes) == 1:
        return once_an_hour(expression, wording)
    if len(seconds) * len(minutes) * len(hours) <= FEW:
        return [clocks(expression, wording)]
    if len(seconds) > 1:
        return [
            how_often(seconds, SECONDS, wording.second, wording),
            *within(minutes, MINUTES, wording.minute, wording),
            *within_hours(hours, wording),
        ]
    return [
        how_often(minutes, MINUTES, wording.minute, wording),
        *(within(seconds, SECONDS, wording.second, wording) if seconds != (0,) else ()),
        *within_hours(hours, wording),
    ]


def clocks(expression: Expression, wording: Wording) -> str:
    """List every time of day."""
    times = product(expression.hours, expression.minutes, expression.seconds)
    return wording.at.format(values=wording.listed(wording.clock(time(*at)) for at in times))


def once_an_hour(expression: Expression, wording: Wording) -> list[str]:
    """Describe firings at one minute and second of some hours."""
    hours, minute, second = progression(expression.hours, HOURS), expression.minutes[0], expression.seconds[0]
    if hours is None:
        return [clocks(expression, wording)]
    what = every(hours.step, wording.hour, wording)
    if not hours.even:
        first, last = (wording.clock(time(hour, minute, second)) for hour in (hours.first, hours.last))
        return [wording.from_to.format(what=what, first=first, last=last)]
    return [
        what,
        *(within((minute,), MINUTES, wording.minute, wording) if minute or second else ()),
        *(within((second,), SECONDS, wording.second, wording) if second else ()),
    ]


def every(step: int, unit: Unit, wording: Wording) -> str:
    phrase = wording.every if step == 1 else wording.every_step
    return phrase.format(step=step, one=unit.one, many=unit.many)


def how_often(values: Sequence[int], field: Field, unit: Unit, wording: Wording) -> str:
    """Say how often the finest field fires within the next larger unit."""
    names = {"one": unit.one, "many": unit.many, "within": unit.within}
    found = progression(values, field)
    if found is None:
        return wording.list_of.format(values=wording.listed(values), **names)
    if found.even:
        return every(found.step, unit, wording)
    phrase = wording.run_of if found.step == 1 else wording.every_step_of
    return phrase.format(first=found.first, last=found.last, step=found.step, **names)


def within(values: Sequence[int], field: Field, unit: Unit, wording: Wording) -> list[str]:
    """Narrow a finer field to these values; nothing to say where they are all."""
    names = {"one": unit.one, "many": unit.many}
    found = progression(values, field)
    if found is None:
        phrase = wording.in_one if len(values) == 1 else wording.in_list
        return [phrase.format(values=wording.listed(values), **names)]
    if found.step > 1:
        return [wording.in_steps.format(nth=wording.nth(found.step), first=found.first, last=found.last, **names)]
    return [] if found.even else [wording.in_run.format(first=found.first, last=found.last, **names)]


def within_hours(hours: Sequence[int], wording: Wording) -> list[str]:
    """Narrow to hours: one span where they are one."""
    found = progression(hours, HOURS)
    if len(hours) > 1 and (found is None or found.even or found.step > 1):
        return within(hours, HOURS, wording.hour, wording)
    begin, end = (found.first, found.last) if found else (hours[0], hours[0])
    first, last = wording.clock(time(begin)), wording.clock(time(end, 59))
    return [wording.between.format(first=first, last=last)]
