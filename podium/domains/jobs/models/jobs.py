"""Jobs."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.licences.models import RobotType
from podium.domains.processes.models.releases import JobPriority, ProcessType, Release, RemoteControlAccess
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InFolder, Json, Stamped, field, index, navigation


class State(StrEnum):
    PENDING = "Pending"
    RUNNING = "Running"
    STOPPING = "Stopping"
    TERMINATING = "Terminating"
    FAULTED = "Faulted"
    SUCCESSFUL = "Successful"
    STOPPED = "Stopped"
    SUSPENDED = "Suspended"
    RESUMED = "Resumed"


WAITING = {State.PENDING, State.RESUMED}
"""To be handed out, or handed out and not begun."""
ENDING = {State.STOPPING, State.TERMINATING}
BEGUN = {State.RUNNING, *ENDING}
FINAL = {State.FAULTED, State.SUCCESSFUL, State.STOPPED}


class JobType(StrEnum):
    UNATTENDED = "Unattended"
    ATTENDED = "Attended"
    SERVERLESS_GENERIC = "ServerlessGeneric"


class StopStrategy(StrEnum):
    SOFT_STOP = "SoftStop"
    KILL = "Kill"


class SourceType(StrEnum):
    MANUAL = "Manual"
    SCHEDULE = "Schedule"
    AGENT = "Agent"
    QUEUE = "Queue"
    STUDIO_WEB = "StudioWeb"
    INTEGRATION_TRIGGER = "IntegrationTrigger"
    STUDIO_DESKTOP = "StudioDesktop"
    AUTOMATION_OPS_PIPELINES = "AutomationOpsPipelines"
    APPS = "Apps"
    SAP = "SAP"
    HTTP_TRIGGER = "HttpTrigger"
    HTTP_TRIGGER_CALLBACK = "HttpTriggerCallback"
    ROBOT_API = "RobotAPI"
    COMMAND_LINE = "CommandLine"
    ROBOT_NET_API = "RobotNetAPI"
    AUTOPILOT = "Autopilot"
    TEST_MANAGER = "TestManager"
    AGENT_SERVICE = "AgentService"
    PROCESS_ORCHESTRATION = "ProcessOrchestration"
    PLUGIN_ECOSYSTEM = "PluginEcosystem"
    PERFORMANCE_TESTING = "PerformanceTesting"
    AGENT_HUB = "AgentHub"
    API_WORKFLOW = "ApiWorkflow"


LONGEST_ARGUMENTS = 10_000


class Job(InFolder, Stamped, Entity, table="jobs"):
    """A run of a process. ``session_id`` has it in hand; ``needs`` and ``wanted_*`` restrict who may get it.

    ``lease_until`` is when it is given up unless it is heard of; ``heard`` is when the robot last spoke of it; ``due``
    is when a running job is stopped, a stopping one killed, a killed one given up.
    """

    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    state: Col[State] = field(default=State.PENDING, wire=READ_ONLY)
    sub_state: Col[str | None] = field(wire=READ_ONLY)
    type: Col[JobType] = field(default=JobType.UNATTENDED, wire=READ_ONLY)
    job_priority: Col[JobPriority] = field(default=JobPriority.NORMAL, wire=READ_ONLY)
    specific_priority_value: Col[int] = field(default=45, wire=READ_ONLY)
    source: Col[str] = field(sa.String(256), default="Manual", wire=READ_ONLY)
    source_type: Col[SourceType] = field(default=SourceType.MANUAL, wire=READ_ONLY)
    batch_execution_key: Col[UUID] = field(wire=READ_ONLY)
    info: Col[str | None] = field(wire=READ_ONLY)
    start_time: Col[datetime | None] = field(wire=READ_ONLY)
    end_time: Col[datetime | None] = field(wire=READ_ONLY)
    resume_time: Col[datetime | None] = field(wire=READ_ONLY)
    last_modification_time: Col[datetime | None] = field(wire=READ_ONLY)

    release_id: Col[int] = field(wire=HIDDEN)
    release_name: Col[str] = field(sa.String(200), wire=READ_ONLY)
    release_version_id: Col[int | None] = field(wire=READ_ONLY)
    process_type: Col[ProcessType] = field(default=ProcessType.PROCESS, wire=READ_ONLY)
    process_version: Col[str | None] = field(sa.String(64), wire=HIDDEN)
    entry_point_path: Col[str | None] = field(sa.String(512), wire=READ_ONLY)
    organization_unit_fully_qualified_name: Col[str | None] = field(wire=READ_ONLY)

    input_arguments: Col[str | None] = field(wire=READ_ONLY)
    input_file: Col[UUID | None] = field(wire=READ_ONLY)
    output_arguments: Col[str | None] = field(wire=READ_ONLY)
    output_file: Col[UUID | None] = field(wire=READ_ONLY)
    environment_variables: Col[str | None] = field(sa.String(4000), wire=READ_ONLY)
    reference: Col[str] = field(sa.String(128), default="", wire=READ_ONLY)
    job_error: Col[Json | None] = field(wire=READ_ONLY)
    error_code: Col[str | None] = field(wire=READ_ONLY)

    starting_schedule_id: Col[int | None] = field(wire=READ_ONLY)
    starting_trigger_id: Col[UUID | None] = field(wire=READ_ONLY)
    parent_job_key: Col[UUID | None] = field(wire=READ_ONLY)
    parent_operation_id: Col[str | None] = field(sa.String(128), wire=HIDDEN)
    creator_user_id: Col[int | None] = field(wire=HIDDEN)
    orchestrator_user_identity: Col[str | None] = field(wire=READ_ONLY)
    local_system_account: Col[str | None] = field(wire=READ_ONLY)

    runtime_type: Col[RobotType] = field(default=RobotType.UNATTENDED, wire=READ_ONLY)
    requires_user_interaction: Col[bool] = field(default=False, wire=READ_ONLY)
    target_framework: Col[str | None] = field(sa.String(40), wire=HIDDEN)
    resume_on_same_context: Col[bool] = field(default=False, wire=READ_ONLY)
    remote_control_access: Col[RemoteControlAccess] = field(default=RemoteControlAccess.NONE, wire=READ_ONLY)
    host_machine_name: Col[str | None] = field(sa.String(450), wire=READ_ONLY)
    needs: Col[str] = field(sa.String(80), wire=HIDDEN)
    robot_id: Col[int | None] = field(wire=HIDDEN)
    machine_id: Col[int | None] = field(wire=HIDDEN)
    session_id: Col[int | None] = field(wire=HIDDEN)
    wanted_robot_id: Col[int | None] = field(wire=HIDDEN)
    wanted_place: Col[str] = field(sa.String(40), default="", wire=HIDDEN)
    fence: Col[int] = field(default=0, wire=HIDDEN)
    lease_until: Col[datetime | None] = field(wire=HIDDEN)
    heard: Col[datetime | None] = field(wire=HIDDEN)

    persistence_id: Col[UUID | None] = field(wire=READ_ONLY)
    resume_version: Col[int | None] = field(wire=READ_ONLY)
    stop_strategy: Col[StopStrategy | None] = field(wire=READ_ONLY)
    stop_after_seconds: Col[int | None] = field(wire=HIDDEN)
    kill_after_seconds: Col[int | None] = field(wire=HIDDEN)
    due: Col[datetime | None] = field(wire=HIDDEN)
    alert_pending_seconds: Col[int | None] = field(wire=HIDDEN)
    alert_running_seconds: Col[int | None] = field(wire=HIDDEN)
    alert_due: Col[datetime | None] = field(wire=HIDDEN)
    max_expected_running_time_seconds: Col[int | None] = field(wire=READ_ONLY)

    has_media_recorded: Col[bool] = field(default=False, wire=READ_ONLY)
    has_video_recorded: Col[bool] = field(default=False, wire=READ_ONLY)
    profiling_options: Col[str | None] = field(wire=READ_ONLY)
    resource_overwrites: Col[str | None] = field(wire=READ_ONLY)
    serverless_job_type: Col[str | None] = field(sa.String(40), wire=READ_ONLY)
    autopilot_for_robots: Col[Json | None] = field(wire=READ_ONLY)
    fps_properties: Col[str | None] = field(wire=READ_ONLY)
    fps_context: Col[str | None] = field(wire=READ_ONLY)
    trace_id: Col[str | None] = field(sa.String(255), wire=READ_ONLY)
    parent_span_id: Col[str | None] = field(sa.String(255), wire=READ_ONLY)
    root_span_id: Col[str | None] = field(sa.String(255), wire=READ_ONLY)
    robot = navigation(lambda: Robot, "robot_id")
    machine = navigation(lambda: Machine, "machine_id")
    release = navigation(lambda: Release, "release_id")

    @property
    def is_waiting(self) -> bool:
        """Is it still to be handed out?"""
        return self.session_id is None and self.state in WAITING


def need(kind: RobotType, *, foreground: bool, framework: str | None = None) -> str:
    """What a session must offer to a job: a runtime, the screen if the job is seen, a framework if it wants one."""
    words = [kind.value, *(["foreground"] if foreground else []), *([framework] if framework else [])]
    return ", ".join(words)


def place(machine_id: int | None = None, session_id: int | None = None) -> str:
    """The name under which a job wants a machine or a session; "" for any."""
    return f"session {session_id}" if session_id else f"machine {machine_id}" if machine_id else ""


HELD = Job.state.in_(sorted({*WAITING, *BEGUN}))
index("jobs_key", Job.tenant_id, Job.key)
index(
    "jobs_waiting",
    *(Job.tenant_id, Job.specific_priority_value.desc(), Job.id),
    where=sa.and_(Job.state.in_(sorted(WAITING)), Job.session_id.is_(None)),
)
index(
    "jobs_pinned",
    *(Job.tenant_id, Job.folder_id),
    where=sa.and_(Job.state.in_(sorted(WAITING)), Job.session_id.is_(None), Job.wanted_place != ""),
)
index("jobs_held", Job.session_id, where=sa.and_(HELD, Job.session_id.is_not(None)))
index("jobs_leases", Job.lease_until, where=sa.and_(HELD, Job.session_id.is_not(None)))
index("jobs_due", Job.due, where=Job.due.is_not(None))
index("jobs_alert_due", Job.alert_due, where=Job.alert_due.is_not(None))
index("jobs_ended", Job.end_time, where=Job.end_time.is_not(None))
index("jobs_listed", Job.tenant_id, Job.folder_id, Job.id)
index("jobs_release", Job.release_id, Job.state)
