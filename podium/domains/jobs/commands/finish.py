"""Jobs come to their end, by their robot or by the server."""

from podium.domains.jobs import states
from podium.domains.jobs.commands.wake import sleeper
from podium.domains.jobs.events import JobEnded
from podium.domains.jobs.models.jobs import ENDING, WAITING, Job
from podium.kernel.context import Context

UNHEARD = "The robot was not heard of for two minutes while the job ran."


def ended(ctx: Context, job: Job) -> None:
    """What is to be done whenever a job has reached its last state: its runtime is free for another."""
    job.end_time = job.last_modification_time = ctx.now
    job.lease_until = job.due = job.alert_due = None
    place = {"folder_id": job.folder_id, "release_id": job.release_id}
    ctx.emit(JobEnded(job_id=job.id, key=job.key, state=job.state, **place))
    if job.session_id is not None:
        ctx.wake(sleeper(job.session_id))


def give_up(ctx: Context, job: Job) -> None:
    """End what a robot has in hand that is not heard of: what it had not begun is given to another."""
    job.fence += 1
    if job.state in WAITING:
        put_back(job)
        return
    if job.state in ENDING:
        states.confirm_stop(job)
    else:
        states.fail(job)
    job.info = UNHEARD
    ended(ctx, job)


def put_back(job: Job) -> None:
    """Let a job wait again as if it had not been handed out."""
    job.session_id = job.robot_id = job.machine_id = job.host_machine_name = job.lease_until = None
