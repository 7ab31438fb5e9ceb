"""What other slices tell that people should know of."""

from podium.domains.jobs.events import JobEnded, JobOverdue
from podium.domains.jobs.models.jobs import State
from podium.domains.jobs.queries.jobs import job_of
from podium.domains.monitoring.commands import raise_alert
from podium.domains.monitoring.models import Component, Severity
from podium.domains.monitoring.queries import schedule_numbered, session_numbered
from podium.domains.queues.events import QueueItemFailed, QueueItemsEndangered
from podium.domains.queues.queries.definitions import queue_of
from podium.domains.robots.events import SessionEnded, SessionLost
from podium.domains.triggers.events import ScheduleFailed
from podium.kernel.catalogue import CATALOGUE
from podium.kernel.context import Context

DISCONNECTED, UNRESPONSIVE, NO_ROBOT, FAILED, NOT_RETRIED = (
    CATALOGUE[code].english for code in (1222, 1223, 1678, 1680, 1856)
)
WITHOUT_ROBOT = frozenset((1671, 2818))
"""Why a trigger starts nothing: there is no robot, or no machine for one."""
NOT_STARTED = "The schedule {name} created no job. {reason}"
IN_DANGER = "Items of the queue {name} may miss their deadline: {count}; {overdue} of them have missed it."
OVERDUE = "The job of process {name} has been {state} for {seconds} seconds."


async def job_ended(ctx: Context, event: JobEnded) -> None:
    """A job has failed."""
    if event.state == State.FAULTED:
        await _of_job(ctx, event.job_id, "Job.Faulted", Severity.ERROR, FAILED)


async def job_overdue(ctx: Context, event: JobOverdue) -> None:
    """A job waits or runs for longer than whoever started it expected."""
    text = OVERDUE.format(name="{name}", state=event.state, seconds=event.seconds)
    await _of_job(ctx, event.job_id, f"Job.Overdue.{event.state}", Severity.WARN, text)


async def item_failed(ctx: Context, event: QueueItemFailed) -> None:
    """A transaction has failed for good."""
    queue = await ctx.first(queue_of(ctx, event.queue_id)) if event.final else None
    if queue is not None:
        facts = {"Message": NOT_RETRIED.format(name=queue.name), "QueueName": queue.name, "QueueItemId": event.item_id}
        raise_alert(ctx, "Transaction.Failed", Component.TRANSACTIONS, Severity.ERROR, **facts)


async def items_endangered(ctx: Context, event: QueueItemsEndangered) -> None:
    """Items may miss the time that their queue has promised."""
    queue = await ctx.first(queue_of(ctx, event.queue_id))
    if queue is not None:
        text = IN_DANGER.format(name=queue.name, count=event.count, overdue=event.overdue)
        where = {"tenant_id": queue.tenant_id, "folder_id": queue.folder_id}
        raise_alert(ctx, "Queue.Sla", Component.QUEUES, Severity.WARN, Message=text, QueueName=queue.name, **where)


async def schedule_failed(ctx: Context, event: ScheduleFailed) -> None:
    """A trigger could start nothing."""
    row = await ctx.first(schedule_numbered(ctx, event.schedule_id))
    if row is not None:
        text = NO_ROBOT if event.code in WITHOUT_ROBOT else NOT_STARTED
        facts = {"Message": text.format(name=row.name, reason=event.reason), "ScheduleName": row.name}
        where = {"tenant_id": row.tenant_id, "folder_id": row.folder_id}
        raise_alert(ctx, "Schedule.NoJobs", Component.SCHEDULES, Severity.ERROR, **facts, **where)


async def session_lost(ctx: Context, event: SessionLost) -> None:
    """A service is not heard of."""
    await _of_session(ctx, event.session_id, "Robot.StatusChanged.NotResponding", Severity.ERROR, UNRESPONSIVE)


async def session_ended(ctx: Context, event: SessionEnded) -> None:
    """A service has gone in good order."""
    await _of_session(ctx, event.session_id, "Robot.StatusChanged.Disconnected", Severity.INFO, DISCONNECTED)


async def _of_job(ctx: Context, job_id: int, name: str, severity: Severity, text: str) -> None:
    job = await ctx.first(job_of(ctx, job_id))
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
