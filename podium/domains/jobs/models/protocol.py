"""What robots and the server tell each other about jobs. Members and enums are as robots know them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from podium.domains.jobs.models.jobs import State
from podium.odata.wire import Loose, Plain


class RobotState(StrEnum):
    AVAILABLE = "Available"
    BUSY = "Busy"
    DISCONNECTED = "Disconnected"
    UNKNOWN = "Unknown"


class JobError(Loose):
    """Why a job has failed, as its robot says."""

    code: str | None = None
    title: str | None = None
    category: str | None = None
    detail: str | None = None
    status: int | None = None


class Report(Loose):
    """The state of a job. ``fence`` is that of the command the robot works by, if it knows fences."""

    robot_key: UUID | None = None
    job_key: UUID | None = None
    process_key: str | None = None
    job_state: State | None = None
    robot_state: RobotState | None = None
    info: str | None = None
    output_arguments: str | None = None
    output_file: UUID | None = None
    error: JobError | None = None
    trace_id: str | None = None
    parent_span_id: str | None = None
    root_span_id: str | None = None
    fence: int | None = None


class Heartbeat(Loose):
    """A sign of life, and of which jobs. ``command_state`` is not looked at: all commands are told."""

    command_state: str | int | None = None
    heartbeats: list[Report] = []
    service_user_name: str | None = None


class UserDetails(Plain):
    key: UUID
    email: str


class CommandData(Plain):
    """A job, and what to do with it: StartProcess or StopProcess."""

    type: str
    id: str
    job_key: UUID
    process_key: UUID
    folder_id: int
    folder_key: UUID
    folder_path: str
    fully_qualified_folder_name: str
    package_id: str
    package_version: str | None
    entry_point_path: str | None
    process_name: str
    feed_id: UUID | None
    feed_url: str | None = None
    input_arguments: str | None = None
    input_file: UUID | None = None
    environment_variables: str | None = None
    internal_arguments: str | None = None
    fps_properties: str | None = None
    fps_context: str | None = None
    persistence_id: UUID | None = None
    resume_version: int | None = None
    resume_source: str | None = None
    trace_id: str | None = None
    parent_span_id: str | None = None
    root_span_id: str | None = None
    credential_type: int | None = None
    suspend_blob_type: int | None = None
    target_framework: int | None = None
    requires_user_interaction: bool = False
    profiling_options: str | None = None
    job_source: str = "Manual"
    source: str | None = None
    default_input_arguments: str | None = None
    process_settings: Any = None
    video_recording_settings: Any = None
    username: str | None = None
    password: str | None = None
    credential_connection_data: Any = None
    stop_strategy: str | None = None
    podium_fence: int = 0


class Command(Plain):
    robot_key: UUID
    robot_name: str
    robot_type: int
    machine_id: int
    user_details: UserDetails
    data: CommandData
    username: str | None = None
    has_license: bool = True
    is_external_licensed: bool = False
    execution_settings: msgspec.Raw = msgspec.Raw(b"{}")
    auth_settings: dict[str, str] = msgspec.field(default_factory=dict[str, str])


class Orders(Plain):
    """The answer to a heartbeat."""

    commands: list[Command]
    service_settings_stamp: str = "1"
    is_unattended: bool = True
    is_unattended_licensed: bool = True
    target_version: str | None = None
    """The version that the policy of the machine wants the robot to have."""


class SuspendedJob(Loose):
    """A job that waits, and for what. ``job_id`` is its key."""

    job_id: UUID
    robot_key: UUID | None = None
    job_info: str | None = None
    sub_state: str | None = None
    error_code: str | None = None
    error: JobError | None = None
    suspend_time: datetime | None = None
    persistence_instance_id: UUID | None = None
    resume_version: int = 0
    resume_triggers: list[msgspec.Raw] = []
    blob_type: str | int | None = None
    fence: int | None = None
