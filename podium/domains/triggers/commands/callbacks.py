"""Whoever called is told when its job has ended, with a signature, until it says that it has heard."""

import base64
import hashlib
import hmac
from datetime import timedelta

import httpx
import msgspec

from podium.domains.jobs.events import JobEnded
from podium.domains.jobs.models.jobs import Job, State
from podium.domains.jobs.queries.jobs import job_of
from podium.domains.triggers.commands.history import keep
from podium.domains.triggers.commands.outcomes import sleeper
from podium.domains.triggers.commands.timing import SLEEPER
from podium.domains.triggers.models.history import Cause, Decision
from podium.domains.triggers.models.http import Callback, HttpTrigger
from podium.domains.triggers.models.schedules import Nudge
from podium.domains.triggers.queries.http import callback, due_callbacks, http_trigger, http_triggers_of_release
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.sealing import unseal
from podium.odata.wire import Plain

ERRANDS = "trigger callbacks"
CLAIM = timedelta(minutes=1)
SECONDS = 10.0
MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=30)
"""Between the first two tries; each further pause is twice as long."""


class Told(Plain):
    """What is told of a job."""

    job_key: str
    state: str
    trigger_id: str
    output_arguments: Json | None
    info: str | None


class Message(msgspec.Struct, frozen=True):
    """One callback, ready to be sent."""

    callback: Callback
    headers: dict[str, str]
    insecure: bool


async def job_ended(ctx: Context, event: JobEnded) -> None:
    """Those who wait for the job go on, and a callback is prepared where one is wished."""
    rows = {row.id: row for row in await ctx.all(http_triggers_of_release(ctx, event.release_id))}
    job = await ctx.first(job_of(ctx, event.job_id)) if rows else None
    row = rows.get(job.starting_trigger_id) if job and job.starting_trigger_id else None
    if job is None or row is None:
        return
    ctx.wake(sleeper(job.key))
    url = row.success_callback_url if event.state == State.SUCCESSFUL else row.failure_callback_url
    if row.calls_back and url:
        ctx.record(
            Callback(tenant_id=row.tenant_id, http_trigger_id=row.id, url=url, body=_body(job, row), due=ctx.now)
        )
        ctx.wake(ERRANDS)
    if row.consecutive_job_failures_threshold:
        ctx.record(Nudge(tenant_id=row.tenant_id, http_trigger_id=row.id, job_state=event.state))
        ctx.wake(SLEEPER)


def _body(job: Job, row: HttpTrigger) -> str:
    output = Json(job.output_arguments.encode()) if job.output_arguments else None
    told = Told(job_key=str(job.key), state=job.state, trigger_id=str(row.id), output_arguments=output, info=job.info)
    return msgspec.json.encode(told).decode()


async def claim(ctx: Context) -> list[Message]:
    """Take the callbacks that are due."""
    messages = []
    for one in await ctx.all(due_callbacks(ctx)):
        row = await ctx.one(http_trigger(ctx, one.http_trigger_id), "trigger")
        one.tries, one.due = one.tries + 1, ctx.now + CLAIM
        headers = {"content-type": "application/json"}
        if row.secret is not None:
            headers["x-uipath-signature"] = signature(await unseal(ctx, row, "secret"), one.body)
        messages.append(Message(one, headers, bool(row.allow_insecure_ssl)))
    return messages


def signature(secret: str, body: str) -> str:
    """Proof that a message comes from someone who knows the secret."""
    return base64.b64encode(hmac.digest(secret.encode(), body.encode(), hashlib.sha256)).decode()


async def send(message: Message) -> str | None:
    """Send a callback; why it was not taken, or None."""
    try:
        async with httpx.AsyncClient(verify=not message.insecure, timeout=SECONDS) as client:
            answer = await client.post(message.callback.url, content=message.callback.body, headers=message.headers)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        return str(problem) or type(problem).__name__
    return None if answer.is_success else f"It was answered with status {answer.status_code}."


async def note(ctx: Context, message: Message, problem: str | None) -> None:
    """Keep what came of a callback; one that was not taken is tried again, with longer and longer pauses."""
    one = await ctx.first(callback(ctx, message.callback.id))
    row = await ctx.first(http_trigger(ctx, message.callback.http_trigger_id))
    if one is None or row is None:
        return
    if problem is None:
        keep(ctx, row, Decision.CALLED_BACK, Cause.JOBS_ENDED, count=one.tries)
        ctx.discard(one)
    elif one.tries >= MOST_TRIES:
        keep(ctx, row, Decision.FAILED, Cause.CALLBACK, count=one.tries, message=problem)
        ctx.discard(one)
    else:
        one.due = ctx.now + FIRST_PAUSE * 2 ** (one.tries - 1)
