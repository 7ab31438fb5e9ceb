"""Decisions are kept."""

from datetime import datetime
from typing import Any

from podium.domains.triggers.models.event_triggers import EventTrigger
from podium.domains.triggers.models.history import Cause, Decision, TriggerEvent
from podium.domains.triggers.models.http import HttpTrigger
from podium.domains.triggers.models.launching import Launching
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.context import Context
from podium.kernel.errors import ApiError

WHOSE: dict[type[Launching], str] = {
    ProcessSchedule: "process_schedule_id",
    HttpTrigger: "http_trigger_id",
    EventTrigger: "event_trigger_id",
}


def keep(
    ctx: Context,
    row: Launching,
    decision: Decision,
    cause: Cause,
    occurrence: datetime | None = None,
    **facts: Any,
) -> None:
    """Keep a decision about a trigger."""
    event = TriggerEvent(
        tenant_id=row.tenant_id,
        folder_id=row.folder_id,
        **{WHOSE[type(row)]: row.id},
        trigger_name=row.name,
        decision=decision,
        cause=cause,
        occurrence=occurrence,
        user_id=ctx.caller.user_id,
        **facts,
    )
    ctx.record(event)


def told(problem: ApiError) -> dict[str, Any]:
    """An error as facts of a decision."""
    return {"error_code": problem.code, "message": problem.message("en")}
