"""The addresses of jobs: one line each."""

from typing import Any

from podium.domains.jobs.commands import heartbeat, reports, start, stop
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.queries import jobs as queries
from podium.domains.robots.api import SERVICE
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, Folder, action, function, post

Jobs = Resource("Jobs")
OData = "UiPath.Server.Configuration.OData"
here: dict[str, Any] = {"folder": Folder.REQUIRED}

JOBS = Api(
    "OR.Jobs",
    EntitySet("Jobs", Job, Jobs),
    action(f"Jobs/{OData}.StartJobs", start.start_jobs, Jobs.create, 201, **here),
    action(f"Jobs({{key}})/{OData}.StopJob", stop.stop_job, Jobs.edit),
    action(f"Jobs/{OData}.StopJobs", stop.stop_jobs, Jobs.edit, **here),
    function(f"Jobs/{OData}.GetByKey(identifier={{identifier}})", queries.job_by_key, Jobs.view, **here),
)
ROBOTS = Api(
    "",
    post(f"{SERVICE}/HeartbeatV2", heartbeat.beat, grouped=True),
    post(f"{SERVICE}/Heartbeat", heartbeat.legacy_beat, grouped=True),
    post(f"{SERVICE}/SubmitHeartbeat", heartbeat.legacy_beat, grouped=True),
    post(f"{SERVICE}/SubmitJobState", reports.submit, grouped=True),
)
APIS = (JOBS, ROBOTS)
