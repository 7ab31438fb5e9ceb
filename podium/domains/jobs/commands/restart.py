"""A job that has ended is run again, as a new job."""

from uuid import uuid4

from podium.domains.jobs.commands.start import check_may_start, put
from podium.domains.jobs.errors import NotFinished
from podium.domains.jobs.models.jobs import FINAL, Job
from podium.kernel.context import Context

KEPT = (
    *("folder_id", "organization_unit_fully_qualified_name", "release_id", "release_name", "release_version_id"),
    *("process_type", "process_version", "entry_point_path", "input_arguments", "input_file", "environment_variables"),
    *("job_priority", "specific_priority_value", "reference", "runtime_type", "requires_user_interaction", "needs"),
    *("target_framework", "resume_on_same_context", "remote_control_access", "wanted_robot_id", "wanted_place"),
    *("stop_strategy", "stop_after_seconds", "kill_after_seconds", "alert_pending_seconds", "alert_running_seconds"),
    *("profiling_options", "autopilot_for_robots", "fps_properties", "fps_context"),
)


async def restart_job(ctx: Context, job_id: int) -> Job:
    """Start a job like one that has ended."""
    await check_may_start(ctx)
    old = await ctx.get(Job, job_id)
    if old.state not in FINAL:
        raise NotFinished
    new = Job(batch_execution_key=uuid4(), **{name: getattr(old, name) for name in KEPT})
    new.creator_user_id, new.orchestrator_user_identity = ctx.caller.user_id, ctx.caller.name
    return (await put(ctx, [new]))[0]
