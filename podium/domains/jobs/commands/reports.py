"""Robots say how their jobs are getting on."""

from uuid import UUID

import msgspec

from podium.domains.jobs import states
from podium.domains.jobs.commands.attended import adopt
from podium.domains.jobs.commands.finish import ended
from podium.domains.jobs.commands.give import LEASE
from podium.domains.jobs.commands.stop import start_timers
from podium.domains.jobs.errors import LeaseLost
from podium.domains.jobs.events import JobStarted
from podium.domains.jobs.models.jobs import FINAL, WAITING, Job, JobType, State
from podium.domains.jobs.models.protocol import JobError, Report
from podium.domains.jobs.queries.jobs import job_keyed
from podium.domains.robots.commands.services import machine_here
from podium.domains.robots.hosts import host_of
from podium.domains.robots.models.machines import Machine
from podium.kernel.context import Context
from podium.kernel.entity import Json

END = {State.SUCCESSFUL: states.succeed, State.FAULTED: states.fail, State.STOPPED: states.confirm_stop}
INFO = {State.SUCCESSFUL: "Job completed", State.STOPPED: "Job stopped"}


async def submit(ctx: Context, body: list[Report]) -> None:
    """Take the states of jobs. Saying the same again does no harm; a robot that lost its job is refused."""
    machine = await machine_here(ctx)
    for report in body:
        if report.job_key is not None:
            await note(ctx, machine, report.job_key, report)


async def note(ctx: Context, machine: Machine, key: UUID, report: Report) -> None:
    """Take one report."""
    job = await ctx.first(job_keyed(ctx, key)) or await adopt(ctx, machine, key, report)
    check_holder(ctx, job, machine, report.fence)
    if job.state in FINAL:
        if report.job_state is not job.state:
            raise LeaseLost(name=job.key)
        return
    hear(ctx, job)
    if report.job_state is State.RUNNING:
        _begin(ctx, job, report)
    elif report.job_state in END:
        _end(ctx, job, report, report.job_state)


def check_holder(ctx: Context, job: Job, machine: Machine, fence: int | None = None) -> None:
    """Refuse a robot that does not hold the job (any more): one that knows no fences is known by machine and host."""
    held = job.machine_id == machine.id and (job.session_id is not None or job.state in FINAL)
    elsewhere = host_of(ctx.place.facts).is_another(job.host_machine_name)
    if not held or elsewhere or fence not in (None, job.fence):
        raise LeaseLost(name=job.key)


def check_in_hand(ctx: Context, job: Job, machine: Machine) -> None:
    """Refuse a robot that does not hold the job (any more), and one whose job has ended."""
    check_holder(ctx, job, machine)
    if job.state in FINAL:
        raise LeaseLost(name=job.key)


def hear(ctx: Context, job: Job) -> None:
    """The robot has spoken of the job. What a person has started is not taken from them."""
    job.heard, job.lease_until = ctx.now, None if job.type is JobType.ATTENDED else ctx.now + LEASE


def _begin(ctx: Context, job: Job, report: Report) -> None:
    job.start_time = job.start_time or ctx.now
    job.trace_id = report.trace_id or job.trace_id
    if job.state in WAITING:
        states.begin(job)
        start_timers(ctx, job)
        job.last_modification_time = ctx.now
        ctx.emit(JobStarted(folder_id=job.folder_id, job_id=job.id, release_id=job.release_id))


def _end(ctx: Context, job: Job, report: Report, state: State) -> None:
    END[state](job)
    job.output_arguments, job.output_file = report.output_arguments, report.output_file
    job.info = report.info or INFO.get(state)
    if report.error is not None:
        set_error(job, report.error)
    ended(ctx, job)


def set_error(job: Job, error: JobError) -> None:
    """Keep why a job has failed, as users see it."""
    job.info = job.info or error.detail or error.title
    job.error_code = error.code
    names = ("code", "title", "category", "detail", "status")
    job.job_error = Json(msgspec.json.encode({name.capitalize(): getattr(error, name) for name in names}))
