"""The messages between a robot and its server, named as in Python, spelled as on the wire."""

from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType

FULL_OUTPUT = 10_000
"""Characters of output arguments that still go into the report itself; longer ones go as a file."""


class JobData(Struct, rename="camel"):
    """What a command says of its job; only what this robot reads."""

    type: str
    job_key: UUID
    process_key: str
    folder_id: int
    folder_key: str
    fully_qualified_folder_name: str
    package_id: str | None = None
    package_version: str | None = None
    feed_id: str | None = None
    entry_point_path: str | None = None
    process_name: str | None = None
    input_arguments: str | None = None
    input_file: str | None = None
    environment_variables: str | None = None
    internal_arguments: str | None = None
    fps_properties: str | None = None
    fps_context: str | None = None
    persistence_id: str | None = None
    resume_version: int | None = None
    resume_source: str | None = None
    trace_id: str | None = None
    parent_span_id: str | None = None
    root_span_id: str | None = None
    stop_strategy: str | None = None
    podium_fence: int | UnsetType = UNSET

    @property
    def key(self) -> str:
        return str(self.job_key)

    @property
    def attempt(self) -> tuple[object, ...]:
        """What tells one hand-out of a job from the next: a resumed or newly leased job differs."""
        return (self.job_key, self.persistence_id, self.resume_version, self.podium_fence)

    @property
    def resumes(self) -> bool:
        return self.persistence_id is not None and self.resume_source != "Manual"


class Command(Struct, rename="camel"):
    """An order of the server, and the robot it is for."""

    robot_key: str
    robot_name: str
    machine_id: int
    data: JobData


class Answer(Struct, rename="camel"):
    """What a heartbeat brings back; each command is read by itself, so that one bad one spoils no other."""

    commands: list[msgspec.Raw] = []
    target_version: str | None = None


class News(NamedTuple):
    """What a robot is to do, and which version it is to have; None where that does not matter."""

    commands: list["Command"]
    target_version: str | None = None


class Beat(Struct, rename="camel"):
    """A sign of life of one job."""

    robot_key: str
    job_key: str
    process_key: str
    job_state: str
    robot_state: str = "Busy"
    fence: int | UnsetType = UNSET


class JobError(Struct, rename="camel"):
    """Why a job has faulted."""

    code: str
    title: str
    category: str
    detail: str


class Report(Struct, rename="camel"):
    """The state of a job, as the server shall see it."""

    robot_key: str
    job_state: str
    job_key: str
    process_key: str
    info: str | None = None
    output_arguments: str | None = None
    output_file: str | None = None
    robot_state: str = "Available"
    error: JobError | None = None
    trace_id: str | None = None
    parent_span_id: str | None = None
    root_span_id: str | None = None
    fence: int | UnsetType = UNSET


class SuspendedJob(Struct, rename="camel"):
    """A job that waits for something, and what it waits for."""

    robot_key: str
    job_id: str
    suspend_time: str
    persistence_instance_id: str
    resume_version: int
    resume_triggers: list[Any]
    job_info: str | None = None
    sub_state: str | None = None
    error_code: str | None = None
    error: Any = None
    blob_type: str = "Embedded"
    fence: int | UnsetType = UNSET


class BlobHeaders(Struct):
    keys: list[str] = []
    values: list[str] = []


class BlobAccess(Struct, rename="camel"):
    """Where a file is fetched or put, and with which headers."""

    uri: str
    requires_auth: bool = False
    headers: BlobHeaders = msgspec.field(default_factory=BlobHeaders)


class FileAccess(Struct, rename="camel"):
    id: str | None
    blob_file_access: BlobAccess


class SharedConnection(Struct, rename="camel"):
    license_key: str | None = None


class Session(Struct, rename="camel"):
    robot_key: str
    has_license: bool = False
