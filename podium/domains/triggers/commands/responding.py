"""How triggers that are set off from outside start their jobs."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import msgspec

from podium.domains.jobs.models.starting import MachineRobot, StartInfo, Strategy
from podium.domains.processes.models.releases import Release
from podium.domains.triggers.models.launching import Responding


def response_info(row: Responding, release: Release, given: dict[str, Any], pairs: Sequence[MachineRobot]) -> StartInfo:
    """What a trigger says to start its jobs with these arguments, by these machines and robots."""
    return StartInfo(
        release_key=release.key,
        strategy=Strategy.JOBS_COUNT,
        machine_robots=list(pairs) or [MachineRobot()],
        jobs_count=(row.job_count or 1) * max(len(pairs), 1),
        specific_priority_value=row.job_priority,
        runtime_type=row.runtime_type,
        input_arguments=msgspec.json.encode(given).decode(),
        target_framework=row.target_framework,
        requires_user_interaction=row.requires_user_interaction,
        resume_on_same_context=row.resume_on_same_context,
        stop_strategy=row.stop_strategy,
        stop_process_expression=_seconds(row.stop_job_after_seconds),
        kill_process_expression=_seconds(row.kill_job_after_seconds),
        alert_pending_expression=_seconds(row.alert_pending_job_after_seconds),
        alert_running_expression=_seconds(row.alert_running_job_after_seconds),
        remote_control_access=row.remote_control_access,
        batch_execution_key=uuid4(),
    )


def _seconds(number: int | None) -> str | None:
    return None if number is None else str(number)
