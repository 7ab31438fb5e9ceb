"""What is said to start a job, as clients of every version say it."""

from enum import StrEnum
from uuid import UUID

from podium.domains.jobs.models.jobs import SourceType, StopStrategy
from podium.domains.licences.models import RobotType
from podium.domains.processes.models.releases import JobPriority, RemoteControlAccess
from podium.odata.wire import Complex, Content, Loose


class Strategy(StrEnum):
    ALL = "All"
    SPECIFIC = "Specific"
    ROBOT_COUNT = "RobotCount"
    JOBS_COUNT = "JobsCount"
    MODERN_JOBS_COUNT = "ModernJobsCount"


class MachineRobot(Complex):
    """A choice of machine, robot and session; what is None is left open."""

    machine_id: int | None = None
    machine_name: str | None = None
    robot_id: int | None = None
    robot_user_name: str | None = None
    session_id: int | None = None
    session_name: str | None = None


class StartAttachment(Loose):
    """An attachment that goes with the jobs."""

    attachment_id: UUID
    category: str | None = None


class StartInfo(Complex):
    release_key: UUID | None = None
    release_name: str | None = None
    strategy: Strategy | None = None
    robot_ids: list[int] | None = None
    machine_session_ids: list[int] | None = None
    no_of_robots: int | None = None
    jobs_count: int | None = None
    source: SourceType | None = None
    job_priority: JobPriority | None = None
    specific_priority_value: int | None = None
    runtime_type: RobotType | None = None
    input_arguments: str | None = None
    input_file: UUID | None = None
    environment_variables: str | None = None
    reference: str | None = None
    machine_robots: list[MachineRobot] | None = None
    attachments: list[StartAttachment] | None = None
    target_framework: str | None = None
    resume_on_same_context: bool | None = None
    batch_execution_key: UUID | None = None
    requires_user_interaction: bool | None = None
    stop_process_expression: str | None = None
    stop_strategy: StopStrategy | None = None
    kill_process_expression: str | None = None
    remote_control_access: RemoteControlAccess | None = None
    alert_pending_expression: str | None = None
    alert_running_expression: str | None = None
    run_as_me: bool | None = None
    parent_operation_id: str | None = None
    autopilot_for_robots: Content = None
    profiling_options: str | None = None
    fps_context: str | None = None
    fps_properties: str | None = None
    trace_id: str | None = None
    parent_span_id: str | None = None
    root_span_id: str | None = None
    entry_point_path: str | None = None
    video_recording_settings: Content = None
    machine_infra_target: Content = None
