"""Processes: package versions set up to be run in a folder, and the versions each has used."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.processes.errors import ProcessNameUsed
from podium.domains.processes.models.environments import Environment
from podium.domains.processes.models.packages import ArgumentMetadata, EntryPoint
from podium.domains.processes.models.retention import RetentionAction
from podium.domains.processes.nupkg.project import TargetFramework
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InFolder,
    InTenant,
    Json,
    Stamped,
    between,
    derived,
    field,
    index,
    navigation,
    sent,
    unique,
)
from podium.odata.tags import Tag
from podium.odata.wire import Complex

LONGEST_ARGUMENTS = 10_000


class ProcessType(StrEnum):
    UNDEFINED = "Undefined"
    PROCESS = "Process"
    TEST_AUTOMATION_PROCESS = "TestAutomationProcess"
    PROCESS_ORCHESTRATION = "ProcessOrchestration"
    WEB_APP = "WebApp"
    AGENT = "Agent"
    API = "Api"
    MCP_SERVER = "MCPServer"
    BUSINESS_RULES = "BusinessRules"
    CASE_MANAGEMENT = "CaseManagement"


class JobPriority(StrEnum):
    LOW = "Low"
    NORMAL = "Normal"
    HIGH = "High"


class RobotSize(StrEnum):
    SMALL = "Small"
    STANDARD = "Standard"
    MEDIUM = "Medium"
    LARGE = "Large"


class RemoteControlAccess(StrEnum):
    NONE = "None"
    READ_ONLY = "ReadOnly"
    FULL = "Full"


class VideoRecordingType(StrEnum):
    NONE = "None"
    FAILED = "Failed"
    ALL = "All"


class AutopilotForRobots(Complex):
    enabled: bool = False
    healing_enabled: bool = False


class ProcessSettings(Complex):
    error_recording_enabled: bool = False
    duration: int = 0
    frequency: int = 0
    quality: int = 0
    auto_start_process: bool = False
    always_running: bool = False
    autopilot_for_robots: AutopilotForRobots | None = None


class VideoRecordingSettings(Complex):
    video_recording_type: VideoRecordingType = VideoRecordingType.NONE
    queue_item_video_recording_type: VideoRecordingType = VideoRecordingType.NONE
    max_duration_seconds: int = 0


class Release(InFolder, Stamped, Entity, table="releases", remembered=True, audited="Processes"):
    """A process. What describes its package and entry point is copied from them when a version is set."""

    ignored = frozenset(
        {"isconversational", "minrequiredrobotversion", "resourceoverwrites"}
        | {"retentionbucketname", "staleretentionbucketname"}
    )

    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    name: Col[str] = field(sa.String(256), wire=REQUIRED)
    description: Col[str | None] = field()
    process_key: Col[str] = field(sa.String(100), wire=REQUIRED)
    process_version: Col[str] = field(sa.String(64), wire=REQUIRED)
    is_latest_version: Col[bool] = field(default=True, wire=READ_ONLY)
    is_process_deleted: Col[bool] = field(default=False, wire=READ_ONLY)
    feed_id: Col[UUID | None] = field()
    package_id: Col[int | None] = field(sa.ForeignKey("packages.id"), wire=HIDDEN)
    environment_id: Col[int | None] = field(sa.ForeignKey("environments.id"))
    environment_name: Col[str | None] = field(wire=READ_ONLY)
    entry_point_id: Col[int | None] = field()
    entry_point_path: Col[str | None] = field(sa.String(512))
    input_arguments: Col[str | None] = field(sa.String(LONGEST_ARGUMENTS))
    environment_variables: Col[str | None] = field(sa.String(4000))
    process_type: Col[ProcessType] = field(default=ProcessType.PROCESS, wire=READ_ONLY)
    supports_multiple_entry_points: Col[bool] = field(default=False, wire=READ_ONLY)
    requires_user_interaction: Col[bool] = field(default=False, wire=READ_ONLY)
    is_attended: Col[bool] = field(default=False, wire=READ_ONLY)
    is_compiled: Col[bool] = field(default=False, wire=READ_ONLY)
    target_framework: Col[TargetFramework | None] = field(wire=READ_ONLY)
    input: Col[str | None] = field(wire=HIDDEN)
    output: Col[str | None] = field(wire=HIDDEN)
    arguments = derived(ArgumentMetadata, lambda row: ArgumentMetadata(input=row.input, output=row.output))
    process_settings: Col[Json | None] = field(of=ProcessSettings)
    video_recording_settings: Col[Json | None] = field(of=VideoRecordingSettings)
    auto_update: Col[bool] = field(default=False)
    hidden_for_attended_user: Col[bool] = field(default=False)
    automation_hub_idea_url: Col[str | None] = field()
    job_priority: Col[JobPriority] = field(default=JobPriority.NORMAL)
    specific_priority_value: Col[int | None] = field(wire=between(1, 100))
    robot_size: Col[RobotSize | None] = field()
    remote_control_access: Col[RemoteControlAccess] = field(default=RemoteControlAccess.NONE)
    tags: Col[Json | None] = field(of=list[Tag])
    current_version_id: Col[int | None] = field(wire=HIDDEN)
    last_modification_time: Col[datetime | None] = field(wire=READ_ONLY)
    last_modifier_user_id: Col[int | None] = field(wire=READ_ONLY)
    creator_user_id: Col[int | None] = field(wire=READ_ONLY)
    organization_unit_fully_qualified_name = derived(str, lambda row: vars(row).get("path_of_folder"))
    folder_key = derived(UUID, lambda row: vars(row).get("key_of_folder"))
    retention_action = sent(RetentionAction)
    retention_period = sent(int)
    retention_bucket_id = sent(int)
    stale_retention_action = sent(RetentionAction)
    stale_retention_period = sent(int)
    stale_retention_bucket_id = sent(int)
    environment = navigation(lambda: Environment, "environment_id")
    entry_point = navigation(lambda: EntryPoint, "entry_point_id")
    current_version = navigation(lambda: ReleaseVersion, "current_version_id")
    release_versions = navigation(lambda: ReleaseVersion, "id", "release_id", many=True)


unique(
    "releases_name",
    *(Release.tenant_id, Release.folder_id, sa.func.lower(Release.name)),
    error=ProcessNameUsed,
)
index("releases_key", Release.tenant_id, Release.key)
index("releases_package", Release.package_id)
index("releases_environment", Release.environment_id)
index("releases_feed", Release.tenant_id, Release.feed_id, sa.func.lower(Release.process_key))


class ReleaseVersion(InTenant, Stamped, Entity, table="release_versions"):
    """A version that a process has used, and the one it used before: a rollback goes there."""

    key: Col[UUID] = field(default=uuid4, wire=HIDDEN)
    release_id: Col[int] = field(sa.ForeignKey("releases.id", ondelete="CASCADE"), wire=READ_ONLY)
    release_name: Col[str] = field(sa.String(256), wire=READ_ONLY)
    version_number: Col[str] = field(sa.String(64), wire=READ_ONLY)
    previous_id: Col[int | None] = field(wire=HIDDEN)


index("release_versions_release", ReleaseVersion.release_id)
