"""The audit log."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    Col,
    Entity,
    InTenant,
    Record,
    Sealed,
    contained,
    derived,
    field,
    index,
)
from podium.odata.wire import Complex


class Service(StrEnum):
    """Whose acts are asked for."""

    ORCHESTRATOR = "Orchestrator"
    TEST_AUTOMATION = "TestAutomation"


def _members(*names: str) -> dict[str, str]:
    return {name: name for name in names}


Action = StrEnum(  # type: ignore[misc]
    "Action",
    _members(
        *("Unknown", "Create", "Update", "Delete", "StartJob", "StopJob", "Associate", "Upload", "ChangeStatus"),
        *("Import", "ChangePassword", "Register", "Toggle", "ResetPassword", "PasswordResetAttempt", "Download"),
        *("Acknowledge", "Activate", "Assign", "BulkUpload", "UpdateFeature", "ResumeJob", "Start", "End", "Skip"),
        *("Unassign", "Deactivate", "CreateBlobFileSas", "DeleteBlobFile", "Move", "Set", "StartDelete"),
        *("ExploreStart", "ExploreEnd", "Save", "Convert", "Forward", "BulkComplete", "BulkSave", "ForceStopJob"),
        *("MigrateFolder", "EditTaskMetadata", "Archive", "StartMigrateFolders", "ToggleUserFolderSubscription"),
        *("StartUninstall", "StartInstall", "VideoAccess", "AutomaticallyExploreEnd", "InstallState"),
        *("FinishInstall", "FinishUninstall"),
    ),
)
Component = StrEnum(  # type: ignore[misc]
    "Component",
    _members(
        *("Unknown", "Assets", "Environments", "Processes", "Queues", "Robots", "Roles", "Schedules", "Users"),
        *("Comments", "Units", "Jobs", "Settings", "Packages", "License", "Tenant", "Machines", "Libraries"),
        *("Webhooks", "ExecutionMedia", "Monitoring", "CredentialStores", "DefaultCredentialStores", "TaskCatalogs"),
        *("Tasks", "Maintenance", "Folders", "DirectoryService", "Buckets", "DataRetentionPolicies", "TenantMove"),
        *("Secrets", "PersonalWorkspaces", "CloudSubscriptions", "CloudSnapshots", "Sessions", "CredentialsProxies"),
        *("StudioWeb", "AutomationSolutions", "RemoteControl", "TaskSolutions", "TaskDefinitions", "HttpTriggers"),
        *("TestSets", "TestSetSchedules", "TestDataQueues", "TestDataQueueItems", "BusinessRules"),
        *("IntegrationTriggers", "JobAttachments"),
    ),
)
OF_TESTING = ("TestSets", "TestSetSchedules", "TestDataQueues", "TestDataQueueItems")


class AuditLogEntity(Complex):
    """One thing that an act changed: ``custom_data`` is JSON of what it was like before and after."""

    id: int
    audit_log_id: int
    custom_data: str | None
    entity_id: int | None
    entity_name: str | None
    action: Action


class AuditLog(InTenant, Entity, table="audit_logs"):
    """Somebody did something to a thing."""

    service_name: Col[str] = field(sa.String(128), wire=READ_ONLY)
    method_name: Col[str] = field(sa.String(256), wire=READ_ONLY)
    parameters: Col[str | None] = field(wire=READ_ONLY)
    execution_time: Col[datetime] = field(wire=READ_ONLY)
    action: Col[Action] = field(wire=READ_ONLY)
    component: Col[Component] = field(wire=READ_ONLY)
    display_name: Col[str | None] = field(wire=READ_ONLY)
    entity_id: Col[int | None] = field(wire=READ_ONLY)
    operation_text: Col[str] = field(wire=READ_ONLY)
    user_name: Col[str] = field(sa.String(256), wire=READ_ONLY)
    user_type: Col[str | None] = field(sa.String(40), wire=READ_ONLY)
    user_id: Col[int | None] = field(wire=READ_ONLY)
    external_client_id: Col[str | None] = field(sa.String(128), wire=READ_ONLY)
    entity_name: Col[str] = field(sa.String(128), wire=HIDDEN)
    custom_data: Col[str | None] = field(wire=HIDDEN)
    address: Col[str] = field(sa.String(64), wire=HIDDEN)
    link: Col[int | None] = field(wire=HIDDEN)
    seal: Col[bytes | None] = field(wire=HIDDEN)
    user_is_deleted = derived(bool, lambda row: row.__dict__.get("user_is_deleted", False))
    entities = contained(list[AuditLogEntity], lambda row: [details(row)])


index("audit_logs_listed", AuditLog.tenant_id, AuditLog.id)
index("audit_logs_time", AuditLog.tenant_id, AuditLog.execution_time)
index("audit_logs_component", AuditLog.tenant_id, AuditLog.component, AuditLog.id)
index("audit_logs_user", AuditLog.tenant_id, AuditLog.user_id, AuditLog.id)
index("audit_logs_open", AuditLog.tenant_id, AuditLog.id, where=AuditLog.link.is_(None))
index("audit_logs_link", AuditLog.tenant_id, AuditLog.link)


def details(row: Any) -> AuditLogEntity:
    """The thing that an act changed."""
    return AuditLogEntity(
        id=row.id,
        audit_log_id=row.id,
        custom_data=row.custom_data,
        entity_id=row.entity_id,
        entity_name=row.entity_name,
        action=row.action,
    )


class AuditChain(InTenant, Record, table="audit_chains"):
    """How far the entries of a tenant are chained: the last link and its seal, and the key of all seals."""

    tenant_id: Col[int] = field(primary_key=True)
    key: Col[Sealed] = field()
    links: Col[int] = field(default=0)
    last: Col[bytes] = field(default=b"")
    row_version: Col[int] = field(default=1)
