"""What other slices tell that people should know of."""

from podium.domains.jobs.events import JobEnded, JobOverdue
from podium.domains.jobs.models.jobs import State
from podium.domains.monitoring.commands import raise_alert
from podium.domains.monitoring.models import Component, Severity
from podium.domains.monitoring.queries import job_numbered, session_numbered
from podium.domains.robots.events import SessionEnded, SessionLost
from podium.kernel.catalogue import CATALOGUE
from podium.kernel.context import Context

DISCONNECTED, UNRESPONSIVE, FAILED = (CATALOGUE[code].english for code in (1222, 1223, 1680))
OVERDUE = "The job of process {name} has been {state} for {seconds} seconds."


async def job_ended(ctx: Context, event: JobEnded) -> None:
    """A job has failed."""
    if event.state == State.FAULTED:
        await _of_job(ctx, event.job_id, "Job.Faulted", Severity.ERROR, FAILED)


async def job_overdue(ctx: Context, event: JobOverdue) -> None:
    """A job waits or runs for longer than whoever started it expected."""
    text = OVERDUE.format(name="{name}", state=event.state, seconds=event.seconds)
    await _of_job(ctx, event.job_id, f"Job.Overdue.{event.state}", Severity.WARN, text)


async def session_lost(ctx: Context, event: SessionLost) -> None:
    """A service is not heard of."""
    await _of_session(ctx, event.session_id, "Robot.Unresponsive", Severity.ERROR, UNRESPONSIVE)


async def session_ended(ctx: Context, event: SessionEnded) -> None:
    """A service has gone in good order."""
    await _of_session(ctx, event.session_id, "Robot.Disconnected", Severity.INFO, DISCONNECTED)


async def _of_job(ctx: Context, job_id: int, name: str, severity: Severity, text: str) -> None:
    job = await ctx.first(job_numbered(ctx, job_id))
    if job is not None:
        facts = {"Message": text.format(name=job.release_name), "ProcessName": job.release_name, "JobId": job.id}
        where = {"tenant_id": job.tenant_id, "folder_id": job.folder_id, "link": f"/jobs/{job.id}"}
        raise_alert(ctx, name, Component.JOBS, severity, **facts, **where)


async def _of_session(ctx: Context, session_id: int, name: str, severity: Severity, text: str) -> None:
    session = await ctx.first(session_numbered(ctx, session_id))
    if session is not None:
        host = session.host_machine_name
        facts = {"Message": text.format(name=host), "HostMachineName": host, "SessionId": session.id}
        raise_alert(ctx, name, Component.ROBOTS, severity, **facts, tenant_id=session.tenant_id, folder_id=None)
