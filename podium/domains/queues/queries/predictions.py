"""Items that may miss their deadlines, and how many workers it takes that they do not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

import sqlalchemy as sa

from podium.domains.queues.models import QueueDefinition, QueueItem
from podium.domains.queues.models.items import DANGER, UNENDED
from podium.domains.queues.models.predictions import Prediction, QueueWarning
from podium.domains.queues.queries.definitions import queues
from podium.domains.queues.queries.statistics import Sums, mean_time, sums_of
from podium.kernel.context import Context
from podium.kernel.statements import prepared

AHEAD = timedelta(hours=24)
"""Deadlines that are further away are not looked at."""
CENTURY = timedelta(days=36_525)
"""Nobody waits longer."""


@dataclass(frozen=True)
class Due:
    """Items of a queue whose deadlines are in one minute."""

    moment: datetime
    count: int
    at_risk: int = 0
    overdue: int = 0


async def predictions(ctx: Context) -> list[Prediction]:
    """How each queue of the folder stands with its deadlines. Defer dates are not looked at."""
    found = await ctx.all(queues(ctx))
    ids = tuple([queue.id for queue in found])
    sums = await sums_of(ctx, ids)
    dues: dict[int, list[Due]] = defaultdict(list)
    for row in await ctx.values(deadlines(ctx, ids, ctx.now + AHEAD)):
        dues[row["queue_id"]].append(Due(row["moment"], row["count"], row["at_risk"], row["overdue"]))
    return [_prediction(queue, sums[queue.id], dues[queue.id], ctx.now) for queue in found]


@prepared
def deadlines(ctx: Context, queue_ids: tuple[int, ...], until: datetime) -> sa.Select[Any]:
    """How many items of queues are due by a moment, minute by minute."""
    queue_id, due = QueueItem.queue_definition_id, QueueItem.due_date
    moment = sa.func.date_trunc("minute", due).label("moment")
    overdue = sa.func.count().filter(due <= ctx.now).label("overdue")
    at_risk = sa.func.count().filter(due > ctx.now, QueueItem.risk_sla_date <= ctx.now).label("at_risk")
    counts = (sa.func.count().label("count"), at_risk, overdue)
    rows = ctx.in_tenant(QueueItem).with_only_columns(queue_id.label("queue_id"), moment, *counts)
    of_queues = rows.where(UNENDED, queue_id == sa.any_(queue_ids))  # type: ignore[arg-type]
    return of_queues.where(until >= DANGER, due <= until).group_by(queue_id, moment)


@prepared
def items_in_danger(ctx: Context) -> sa.Select[QueueItem]:
    """Items not done with that may miss their deadline, or have missed it."""
    return ctx.select(QueueItem).where(UNENDED, ctx.now >= DANGER)


@prepared
def promising_queues(ctx: Context) -> sa.Select[QueueDefinition]:
    """Queues of all tenants that promise a time."""
    return ctx.everywhere(QueueDefinition).where(QueueDefinition.sla_in_minutes > 0)


@prepared
def promising_with(ctx: Context, release_id: int) -> sa.Select[QueueDefinition]:
    """Queues that promise a time, and count on a process for it."""
    promising = ctx.in_tenant(QueueDefinition).where(QueueDefinition.sla_in_minutes > 0)
    return promising.where(QueueDefinition.release_id == release_id).limit(1)


@prepared
def warning_of(ctx: Context, queue_id: int) -> sa.Select[QueueWarning]:
    return ctx.everywhere(QueueWarning).where(QueueWarning.queue_definition_id == queue_id)


@prepared
def endangered(ctx: Context, queue_id: int, since: datetime) -> sa.Select[Any]:
    """How many items of a queue have come into danger since a moment, and how many of them are overdue."""
    overdue = sa.func.count().filter(QueueItem.due_date <= ctx.now).label("overdue")
    counts: tuple[Any, ...] = (sa.func.count().label("count"), overdue)
    rows = ctx.everywhere(QueueItem).with_only_columns(*counts)
    return rows.where(UNENDED, QueueItem.queue_definition_id == queue_id, since < DANGER, ctx.now >= DANGER)


def necessary_workers(dues: Iterable[Due], seconds: float, now: datetime) -> int:
    """The fewest workers that meet every deadline which can still be met; an item takes so many ``seconds``.

    Items are taken by their deadlines; one that comes too late in any case is done before the next all the same.
    """
    ahead = most = 0
    for due in sorted(dues, key=lambda due: due.moment):
        ahead += due.count
        turns = (due.moment - now).total_seconds() // seconds if seconds else 0
        most = max(most, ceil(ahead / turns) if turns >= 1 else 1)
    return most


def _prediction(queue: QueueDefinition, sums: Sums, dues: list[Due], now: datetime) -> Prediction:
    seconds, workers, waiting = mean_time(sums), sums["in_progress"], sums["new"]
    overdue = sum(due.overdue for due in dues)
    left = timedelta(seconds=seconds) * (waiting + workers) / workers if workers else None
    return Prediction(
        queue_definition_id=queue.id,
        queue_definition_name=queue.name,
        sla_in_minutes=queue.sla_in_minutes,
        risk_sla_in_minutes=queue.risk_sla_in_minutes,
        items_to_process=waiting,
        items_due=sum(due.count for due in dues),
        items_at_risk=sum(due.at_risk for due in dues),
        items_overdue=overdue,
        processing_mean_time=seconds,
        workers=workers,
        necessary_workers=necessary_workers(dues, seconds, now),
        is_over_capacity=overdue > 0,
        expected_end=now + min(left, CENTURY) if left is not None else None,
    )
