"""API triggers are called from outside."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from podium.domains.folders.queries import folder_keyed
from podium.domains.jobs.commands.start import start_jobs
from podium.domains.jobs.models.jobs import Job, SourceType
from podium.domains.jobs.models.starting import StartInfo
from podium.domains.processes.models.releases import Release
from podium.domains.triggers.commands.firing import pairs_of, released
from podium.domains.triggers.commands.history import keep, told
from podium.domains.triggers.commands.mapping import arguments_of, mode_of
from podium.domains.triggers.commands.outcomes import WAIT, address, outcome, sleeper
from podium.domains.triggers.commands.responding import response_info
from podium.domains.triggers.errors import HttpTriggerNotFound
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.http import CallingMode, HttpTrigger, Invocation, Method
from podium.domains.triggers.queries.http import called
from podium.kernel.context import Context
from podium.kernel.errors import ApiError, Forbidden
from podium.kernel.keys import key_of
from podium.odata.bind import Base, Query, Raw
from podium.odata.request import Answered, Later

NEEDED = "Jobs.Create"
Handler = Callable[..., Awaitable[Answered | Later]]


def without_body(method: Method) -> Handler:
    """What answers a call that can only say something in its query."""

    async def call(ctx: Context, folder: str, slug: str, query: Query, base: Base) -> Answered | Later:
        return await invoke(ctx, await trigger_at(ctx, folder, slug, method), query, Raw(b""), base)

    return call


def with_body(method: Method) -> Handler:
    """What answers a call with a body."""

    async def call(ctx: Context, folder: str, slug: str, query: Query, raw: Raw, base: Base) -> Answered | Later:
        return await invoke(ctx, await trigger_at(ctx, folder, slug, method), query, raw, base)

    return call


def of_package(method: Method) -> Handler:
    """What answers a call whose address names the package as well."""

    async def call(  # noqa: PLR0913, PLR0917 - as many as the address and the request have
        ctx: Context, folder: str, package: str, slug: str, query: Query, raw: Raw, base: Base
    ) -> Answered | Later:
        row = await trigger_at(ctx, folder, slug, method)
        if (await released(ctx, row)).process_key.lower() != package.lower():
            raise HttpTriggerNotFound
        return await invoke(ctx, row, query, raw, base)

    return call


async def trigger_at(ctx: Context, folder_key: str, slug: str, method: Method) -> HttpTrigger:
    """The trigger of an address, and who may call it: from here on this is done in its folder."""
    key = key_of(folder_key)
    folder = await ctx.first(folder_keyed(ctx, key)) if key else None
    row = await ctx.first(called(ctx, folder.id, slug, method)) if folder else None
    if row is None or not row.enabled:
        raise HttpTriggerNotFound
    if NEEDED not in ctx.caller.permissions(row.folder_id):
        raise Forbidden(missing=NEEDED)
    ctx.folder_id = row.folder_id
    return row


async def invoke(ctx: Context, row: HttpTrigger, query: Query, raw: Raw, base: Base) -> Answered | Later:
    """Start the jobs of a call, and answer as the trigger or its caller wishes."""
    release = await released(ctx, row)
    given = arguments_of(release, row.input_arguments, query, raw)
    mode = mode_of(given, row.calling_mode)
    try:
        jobs = await start_jobs(ctx, await _start_info(ctx, row, release, given))
    except ApiError as problem:
        keep(ctx, row, Decision.FAILED, Cause.ERROR, **told(problem))
        problem.keeps = True
        raise
    for job in jobs:
        job.starting_trigger_id = row.id
    keep(ctx, row, Decision.FIRED, Cause.CALLED, count=len(jobs), batch_execution_key=jobs[0].batch_execution_key)
    return _answer(jobs[0], mode, base)


def _answer(job: Job, mode: CallingMode, base: str) -> Answered | Later:
    if mode is CallingMode.FIRE_AND_FORGET:
        return Answered(202, None)
    if mode is CallingMode.LONG_POLLING:
        onward = Answered(303, None, {"location": address(base, job.key, "wait")})
        return Later(sleeper(job.key), WAIT, onward, partial(outcome, job_key=job.key))
    invocation = Invocation(job_key=job.key, state=job.state)
    return Answered(202, invocation, {"location": address(base, job.key, "status")})


async def _start_info(ctx: Context, row: HttpTrigger, release: Release, given: dict[str, Any]) -> StartInfo:
    info = response_info(row, release, given, [] if row.run_as_caller else await pairs_of(ctx, row))
    info.source = SourceType.HTTP_TRIGGER_CALLBACK if row.calls_back else SourceType.HTTP_TRIGGER
    info.run_as_me = row.run_as_caller
    return info
