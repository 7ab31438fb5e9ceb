"""What triggers that are set off from outside have in common: process and switch, and how they start their jobs."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec

from podium.domains.jobs.models.starting import MachineRobot, StartInfo, Strategy
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.releases import release_keyed
from podium.domains.triggers.commands.schedules import key_named, switched
from podium.domains.triggers.models.launching import Responding
from podium.kernel.context import Context, Query
from podium.kernel.entity import Changes

Switch = Callable[[Context, list[UUID], bool], Awaitable[bool]]


async def named_process(ctx: Context, changes: Changes) -> dict[str, Any]:
    """What is to be set, with the process that was named by its key."""
    wanted = dict(changes)
    key = wanted.pop("release_key_sent", None)
    if key:
        wanted["release_id"] = (await ctx.one(release_keyed(ctx, key_named(key)), f"Release {key}")).id
    return wanted


def switching(kind: type[Any], state_of: Callable[[Context, UUID], Query[Any]]) -> Switch:
    """What switches triggers of a kind on and off, whose states are found so."""

    async def set_enabled(ctx: Context, trigger_ids: list[UUID], enabled: bool) -> bool:
        """Switch triggers on or off, all or none of them."""
        for trigger_id in dict.fromkeys(trigger_ids):
            row = await ctx.get(kind, trigger_id)
            if row.enabled is not enabled:
                row.enabled = enabled
                switched(ctx, row, await ctx.one(state_of(ctx, row.id), "state"))
        return True

    return set_enabled


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
