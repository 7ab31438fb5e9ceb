"""How queues are doing: sums of their tallies."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from podium.domains.queues.errors import InvalidArgument
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.definitions import LOOKED_UP
from podium.domains.queues.models.statistics import ProcessingRecord, ProcessingStatus, QueueTally, ReportType
from podium.domains.queues.queries.definitions import queues
from podium.kernel.context import Context
from podium.kernel.statements import prepared
from podium.odata.tags import Tag

MOST_DAYS = 366
STEPS = {
    ReportType.MINUTE: timedelta(minutes=1),
    ReportType.HOUR: timedelta(hours=1),
    ReportType.DAY: timedelta(days=1),
}
COUNTED = ("successful", "application_exceptions", "business_exceptions")
SUMMED = ("new", "in_progress", "retried", *COUNTED, *(f"{name}_time" for name in COUNTED))
Sums = dict[str, Any]
NOTHING: Sums = {**dict.fromkeys(SUMMED, 0), "last_processed": None}


async def statuses(ctx: Context) -> list[ProcessingStatus]:
    """How each queue of the folder is now."""
    found = await ctx.all(queues(ctx))
    await ctx.complete(found)
    sums = await sums_of(ctx, [queue.id for queue in found])
    return [_status(queue, sums[queue.id]) for queue in found]


async def sums_of(ctx: Context, queue_ids: Sequence[int]) -> dict[int, Sums]:
    """What queues have done so far, and what is left."""
    known = {row["queue_id"]: dict(row) for row in await ctx.values(totals(ctx, tuple(queue_ids)))}
    return {queue_id: known.get(queue_id, NOTHING) for queue_id in queue_ids}


async def records(ctx: Context, days_no: int, queue_definition_id: int) -> list[ProcessingRecord]:
    """What a queue did in the last days, day by day; in the last day hour by hour (1), or minute by minute (0)."""
    if not 0 <= days_no <= MOST_DAYS:
        raise InvalidArgument(name="daysNo", why=f"It must be between 0 and {MOST_DAYS}.")
    queue = await ctx.get(QueueDefinition, queue_definition_id)
    kind = {0: ReportType.MINUTE, 1: ReportType.HOUR}.get(days_no, ReportType.DAY)
    start = ctx.now - (timedelta(days=days_no) if days_no else timedelta(hours=1))
    moments = _moments(kind, start, ctx.now)
    (before,) = await ctx.values(waiting(ctx, queue.id, moments[0]))
    done = {row["moment"]: dict(row) for row in await ctx.values(stretches(ctx, queue.id, moments[0], kind))}
    return _records(queue, kind, before, [(moment, done.get(moment, NOTHING)) for moment in moments])


@prepared
def totals(ctx: Context, queue_ids: tuple[int, ...]) -> sa.Select[Any]:
    queue_id = QueueTally.queue_definition_id
    rows = ctx.everywhere(QueueTally).with_only_columns(queue_id.label("queue_id"), *_sums())
    return rows.where(queue_id == sa.any_(queue_ids)).group_by(queue_id)  # type: ignore[arg-type]


def _sums() -> list[Any]:
    table = QueueTally.table
    return [
        *(sa.func.sum(table.c[name]).cast(table.c[name].type).label(name) for name in SUMMED),
        sa.func.max(table.c.last_processed).label("last_processed"),
    ]


@prepared
def minutes_before(ctx: Context, moment: datetime, most: int) -> sa.Select[QueueTally]:
    """Tallies of single minutes from before a moment."""
    within = QueueTally.since != sa.func.date_trunc("hour", QueueTally.since)
    rows = ctx.everywhere(QueueTally).where(QueueTally.since < moment, within)
    return rows.limit(most).with_for_update(skip_locked=True)


@prepared
def waiting(ctx: Context, queue_id: int, moment: datetime) -> sa.Select[Any]:
    """How many items were new and in progress at a moment."""
    table = QueueTally.table
    sums = (sa.func.coalesce(sa.func.sum(table.c[name]), 0).label(name) for name in ("new", "in_progress"))
    rows = ctx.everywhere(QueueTally).with_only_columns(*sums)
    return rows.where(QueueTally.queue_definition_id == queue_id, QueueTally.since < moment)


@prepared
def stretches(ctx: Context, queue_id: int, start: datetime, unit: str) -> sa.Select[Any]:
    """What was done since a moment, by minute, hour or day."""
    moment = sa.func.date_trunc(unit, QueueTally.since).label("moment")
    rows = ctx.everywhere(QueueTally).with_only_columns(moment, *_sums())
    return rows.where(QueueTally.queue_definition_id == queue_id, QueueTally.since >= start).group_by(moment)


def _moments(kind: ReportType, start: datetime, end: datetime) -> list[datetime]:
    """Where the stretches begin, the first one holding ``start`` and the last one ``end``."""
    hour = 0 if kind is ReportType.DAY else start.hour
    minute = start.minute if kind is ReportType.MINUTE else 0
    first, step = start.replace(hour=hour, minute=minute, second=0, microsecond=0), STEPS[kind]
    return [first + number * step for number in range((end - first) // step + 1)]


def _records(
    queue: QueueDefinition, kind: ReportType, before: Any, done: list[tuple[datetime, Sums]]
) -> list[ProcessingRecord]:
    new, in_progress = int(before["new"]), int(before["in_progress"])
    found = []
    for number, (moment, sums) in enumerate(done, 1):
        new, in_progress = new + sums["new"], in_progress + sums["in_progress"]
        found.append(
            ProcessingRecord(
                id=number,
                tenant_id=queue.tenant_id,
                queue_definition_id=queue.id,
                processing_time=moment,
                report_type=kind,
                number_of_remaining_transactions=new,
                number_of_in_progress_transactions=in_progress,
                number_of_application_exceptions=sums["application_exceptions"],
                number_of_business_exceptions=sums["business_exceptions"],
                number_of_successful_transactions=sums["successful"],
                number_of_retried_items=sums["retried"],
                application_exceptions_processing_time=sums["application_exceptions_time"],
                business_exceptions_processing_time=sums["business_exceptions_time"],
                successful_transactions_processing_time=sums["successful_time"],
                total_number_of_transactions=_total(sums),
            )
        )
    return found


def _status(queue: QueueDefinition, sums: Sums) -> ProcessingStatus:
    told = vars(queue).get(LOOKED_UP, {})
    return ProcessingStatus(
        id=queue.id,
        queue_definition_id=queue.id,
        queue_definition_key=queue.key,
        queue_definition_name=queue.name,
        queue_definition_description=queue.description,
        queue_definition_accept_automatically_retry=queue.accept_automatically_retry,
        queue_definition_retry_abandoned_items=queue.retry_abandoned_items,
        queue_definition_max_number_of_retries=queue.max_number_of_retries,
        queue_definition_enforce_unique_reference=queue.enforce_unique_reference,
        items_to_process=sums["new"],
        items_in_progress=sums["in_progress"],
        processing_mean_time=mean_time(sums),
        successful_transactions_no=sums["successful"],
        application_exceptions_no=sums["application_exceptions"],
        business_exceptions_no=sums["business_exceptions"],
        successful_transactions_processing_time=sums["successful_time"],
        application_exceptions_processing_time=sums["application_exceptions_time"],
        business_exceptions_processing_time=sums["business_exceptions_time"],
        total_number_of_transactions=_total(sums),
        last_processed=sums["last_processed"],
        release_id=queue.release_id,
        release_name=told.get("release_name"),
        is_process_in_current_folder=told.get("is_process_in_current_folder"),
        process_schedule_id=told.get("process_schedule_id"),
        specific_data_json_schema_exists=queue.specific_data_json_schema is not None,
        output_data_json_schema_exists=queue.output_data_json_schema is not None,
        analytics_data_json_schema_exists=queue.analytics_data_json_schema is not None,
        queue_folders_count=queue.folders_count,
        tags=msgspec.json.decode(queue.tags, type=list[Tag]),
    )


def mean_time(sums: Sums) -> float:
    """How long a transaction takes, in seconds; 0 where there was none."""
    total = _total(sums)
    return sum(sums[f"{name}_time"] for name in COUNTED) / total if total else 0.0


def _total(sums: Sums) -> int:
    return sum(sums[name] for name in COUNTED)
