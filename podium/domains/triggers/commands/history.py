"""Decisions are kept."""

from datetime import datetime
from typing import Any

from podium.domains.triggers.models.history import Cause, Decision, TriggerEvent
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.context import Context
from podium.kernel.errors import ApiError


def keep(
    ctx: Context,
    row: ProcessSchedule,
    decision: Decision,
    cause: Cause,
    occurrence: datetime | None = None,
    **facts: Any,
) -> None:
    """Keep a decision about a time or queue trigger."""
    event = TriggerEvent(
        tenant_id=row.tenant_id,
        folder_id=row.folder_id,
        process_schedule_id=row.id,
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
