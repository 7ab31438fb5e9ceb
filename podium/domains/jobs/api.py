"""The addresses of jobs: one line each."""

from typing import Any

from podium.domains.jobs.commands import (
    files,
    heartbeat,
    maintenance,
    media,
    processes,
    remote,
    reports,
    restart,
    resume,
    start,
    stop,
    suspend,
    validate,
)
from podium.domains.jobs.commands import runtimes as licensed
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.media import ExecutionMedia
from podium.domains.jobs.queries import events, runtimes, waiting
from podium.domains.jobs.queries import jobs as queries
from podium.domains.robots.api import SERVICE
from podium.kernel.permissions import PUBLIC, Resource, somewhere
from podium.odata.catalog import Api, EntitySet, Folder, action, delete, every_row, function, get, post, put
from podium.odata.traits import asking

Jobs, Media, Machines, Robots = (Resource(name) for name in ("Jobs", "ExecutionMedia", "Machines", "Robots"))
here: dict[str, Any] = {"folder": Folder.REQUIRED}
anywhere: dict[str, Any] = {"folder": Folder.OPTIONAL}

JOBS = Api(
    "OR.Jobs",
    EntitySet("Jobs", Job, Jobs, rows=asking(every_row(Job))),
    action("Jobs/StartJobs", start.start_jobs, Jobs.create, 201, **here),
    action("Jobs({key})/StopJob", stop.stop_job, Jobs.edit),
    action("Jobs/StopJobs", stop.stop_jobs, Jobs.edit, **here),
    action("Jobs/RestartJob", restart.restart_job, Jobs.create, **here),
    action("Jobs/ResumeJob", resume.resume_job, Jobs.edit, **here),
    action("Jobs/ValidateDynamicJob", validate.validate_start, Jobs.create, **here),
    action("Jobs({key})/ValidateExistingJob", validate.validate_job, Jobs.view),
    function("Jobs/GetByKey(identifier={identifier})", queries.job_by_key, Jobs.view, **here),
    function("JobTriggers", waiting.all_triggers, Jobs.view, **here),
    function("JobTriggers/GetWithWaitEvents(jobId={jobId})", events.wait_events, Jobs.view, **here),
    function("JobTriggers/GetByJobKey(jobKey={jobKey})", waiting.triggers_of_job, Jobs.view, **here),
    post("/api/JobTriggers/SaveExternalTrigger", resume.announce, somewhere(Jobs.edit), **anywhere),
    post("/api/RemoteControl/Start", remote.start, Jobs.edit, **here),
    post("/api/JobTriggers/DeliverPayload/{inboxId}", resume.deliver, Jobs.edit, 202, **anywhere),
)
INBOXES = Api("", get("/api/JobTriggers/GetPayload/{inboxId}", resume.payload, PUBLIC))
ATTACHMENTS = Api(
    "OR.Folders",
    action("Attachments", files.create, somewhere(Jobs.create), 201, **anywhere),
    function("Attachments({key})", files.get, somewhere(Jobs.view), **anywhere),
    delete("/odata/Attachments({key})", files.delete, somewhere(Jobs.delete), **anywhere),
    post("/api/JobAttachments/Post", files.link, somewhere(Jobs.view), **anywhere),
    get("/api/JobAttachments/GetByJobKey", files.links, somewhere(Jobs.view), **anywhere),
)
CONTENT = Api(
    "",
    get(f"{files.ADDRESS}/{{ticket}}", files.read, PUBLIC),
    put(f"{files.ADDRESS}/{{ticket}}", files.write, PUBLIC, 201),
)
RUNTIMES = Api(
    "OR.Robots",
    function("Sessions/GetMachineSessionRuntimes", runtimes.session_runtimes, Machines.view),
    function(
        "Sessions/GetMachineSessionRuntimesByFolderId(folderId={folderId})",
        runtimes.session_runtimes_of_folder,
        somewhere(Machines.view | Jobs.create),
    ),
    action("Sessions/SetMaintenanceMode", maintenance.set_mode, Robots.edit, 204),
)
OF_MACHINES = Api(
    "OR.Machines",
    function(
        "Machines/GetRuntimesForFolder(folderId={folderId})",
        runtimes.runtimes_of_folder,
        somewhere(Machines.view | Jobs.create),
    ),
)
LICENSES = Api(
    "OR.License",
    function(
        "LicensesRuntime/GetLicensesRuntime(robotType='{robotType}')",
        licensed.licensed_runtimes,
        Resource("License").view,
    ),
    action("LicensesRuntime('{key}')/ToggleEnabled", licensed.toggle_enabled, Machines.edit),
)
MEDIA = Api(
    "OR.Monitoring",
    EntitySet("ExecutionMedia", ExecutionMedia, Media),
    function("ExecutionMedia/DownloadMediaByJobId(jobId={jobId})", media.download, Media.view, **here),
    action("ExecutionMedia/DeleteMediaByJobId", media.delete, Media.delete, 204, **here),
)
ROBOTS = Api(
    "",
    post(f"{SERVICE}/HeartbeatV2", heartbeat.beat, grouped=True),
    post(f"{SERVICE}/Heartbeat", heartbeat.legacy_beat, grouped=True),
    post(f"{SERVICE}/SubmitHeartbeat", heartbeat.legacy_beat, grouped=True),
    post(f"{SERVICE}/SubmitJobState", reports.submit, grouped=True),
    post(f"{SERVICE}/GetProcesses", processes.available),
    post(f"{SERVICE}/SuspendPersistentJob", suspend.suspend),
    get(f"{SERVICE}/GetPersistentJob", suspend.state_of),
    get(f"{SERVICE}/GetInputFileAccess", files.input_file),
    get(f"{SERVICE}/GetOutputFileAccess", files.output_file),
    post(f"{SERVICE}/UploadScreenshot", media.upload, status=204),
)
APIS = (JOBS, INBOXES, ATTACHMENTS, CONTENT, RUNTIMES, OF_MACHINES, LICENSES, MEDIA, ROBOTS)
