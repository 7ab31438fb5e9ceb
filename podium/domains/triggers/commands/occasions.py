"""What happens sets off the event triggers that wait for it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec

from podium.domains.jobs.commands.start import start_jobs
from podium.domains.jobs.events import JobEnded, JobStarted, JobSuspended
from podium.domains.jobs.models.jobs import Job, SourceType, State
from podium.domains.jobs.models.starting import StartInfo
from podium.domains.jobs.queries.jobs import job_of
from podium.domains.triggers.commands import failures
from podium.domains.triggers.commands.firing import pairs_of, released
from podium.domains.triggers.commands.history import keep, told
from podium.domains.triggers.commands.mapping import told_to
from podium.domains.triggers.commands.responding import response_info
from podium.domains.triggers.commands.timing import SLEEPER
from podium.domains.triggers.errors import InvalidArgument
from podium.domains.triggers.models.event_triggers import LONGEST_EVENT, EventTrigger, Occasion
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.queries.event_triggers import event_state, event_trigger, event_triggers_in
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import ApiError
from podium.odata.wire import Plain

OURS = "job."
"""With this begin the names of events that nobody but the engine tells of."""
ENDS = {State.SUCCESSFUL: "completed", State.FAULTED: "faulted", State.STOPPED: "stopped"}


class JobTold(Plain):
    """What is told of a job."""

    job_key: UUID
    job_id: int
    process_name: str | None
    state: str
    output_arguments: Json | None


async def raise_event(ctx: Context, event: str, arguments: Json | None = None) -> int:
    """Tell of an event in a folder; how many triggers wait for it there."""
    if not event or len(event) > LONGEST_EVENT or event.lower().startswith(OURS):
        raise InvalidArgument(name="event")
    try:
        facts = msgspec.json.decode(arguments or b"{}", type=dict[str, Any])
    except msgspec.MsgspecError as problem:
        raise InvalidArgument(name="arguments") from problem
    return await _tell(ctx, ctx.here(), {event.lower()}, msgspec.json.encode(facts).decode())


async def job_happened(ctx: Context, event: JobStarted | JobSuspended | JobEnded) -> None:
    """Tell of a job; the trigger that has started it is told of its end alone."""
    if not await ctx.all(event_triggers_in(ctx, event.folder_id)):
        return
    job = await ctx.first(job_of(ctx, event.job_id))
    if job is None:
        return
    name = f"{OURS}{_word(event)}"
    output = Json(job.output_arguments.encode()) if job.output_arguments else None
    facts = JobTold(
        job_key=job.key, job_id=job.id, process_name=job.release_name, state=job.state, output_arguments=output
    )
    names = {name, f"{name}/{job.release_name}".lower()}
    await _tell(ctx, event.folder_id, names, msgspec.json.encode(facts).decode(), job)
    if isinstance(event, JobEnded):
        await _tell_starter(ctx, job, event.state)


async def take_up(ctx: Context, occasion: Occasion) -> None:
    """Start the jobs of a trigger whose event has happened, or note how one of them has ended."""
    row = await ctx.one(event_trigger(ctx, occasion.event_trigger_id), "trigger")
    if occasion.job_state is not None:
        state = await ctx.one(event_state(ctx, row.id), "state")
        failures.job_ended(ctx, row, state, occasion.job_state)
    elif row.enabled:
        await _launch(ctx, row, occasion.arguments)


def _word(event: JobStarted | JobSuspended | JobEnded) -> str:
    if isinstance(event, JobEnded):
        return ENDS[State(event.state)]
    return "started" if isinstance(event, JobStarted) else "suspended"


async def _tell(ctx: Context, place: int, names: Collection[str], arguments: str, job: Job | None = None) -> int:
    """Leave word for the triggers of a folder that wait for one of these events."""
    rows = [
        row
        for row in await ctx.all(event_triggers_in(ctx, place))
        if row.enabled
        and row.external_reference.lower() in names
        and (job is None or job.starting_trigger_id != row.id)
    ]
    for row in rows:
        ctx.record(Occasion(tenant_id=row.tenant_id, event_trigger_id=row.id, arguments=arguments))
        ctx.wake(SLEEPER)
    return len(rows)


async def _tell_starter(ctx: Context, job: Job, state: str) -> None:
    for row in await ctx.all(event_triggers_in(ctx, job.folder_id)):
        if row.id == job.starting_trigger_id and row.consecutive_job_failures_threshold:
            ctx.record(Occasion(tenant_id=row.tenant_id, event_trigger_id=row.id, job_state=state))
            ctx.wake(SLEEPER)


async def _launch(ctx: Context, row: EventTrigger, arguments: str) -> None:
    try:
        jobs = await start_jobs(ctx, await _start_info(ctx, row, arguments))
    except ApiError as problem:
        keep(ctx, row, Decision.FAILED, Cause.ERROR, **told(problem))
        return
    for job in jobs:
        job.starting_trigger_id = row.id
    keep(ctx, row, Decision.FIRED, Cause.EVENT, count=len(jobs), batch_execution_key=jobs[0].batch_execution_key)


async def _start_info(ctx: Context, row: EventTrigger, arguments: str) -> StartInfo:
    release = await released(ctx, row)
    given = told_to(release, row.input_arguments, arguments)
    info = response_info(row, release, given, await pairs_of(ctx, row))
    info.source = SourceType.INTEGRATION_TRIGGER
    return info
