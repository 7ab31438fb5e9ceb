"""Every permission there is, and the roles that every tenant begins with."""

from podium.domains.identity.models import Role, RoleType
from podium.kernel.entity import Json

VERBS = ("View", "Edit", "Create", "Delete")
IN_TENANT = (
    *("Alerts", "Audit", "License", "Libraries", "Machines", "Packages", "Robots", "Roles", "Settings", "Tags"),
    *("Units", "Users", "Webhooks", "SolutionDeployment", "SolutionPackages", "TaskCatalogs", "CredentialStores"),
)
IN_FOLDER = (
    *("ActionDesign", "Assets", "BlobFiles", "Buckets", "Environments", "ExecutionMedia", "FolderPackages", "Jobs"),
    *("Logs", "MLExtensions", "MLSkills", "Monitoring", "Processes", "Queues", "RemoteControl", "Schedules"),
    *("SubFolders", "TaskAssignments", "Tasks", "TestDataQueueItems", "TestDataQueues", "TestSetExecutions"),
    *("TestSetSchedules", "TestSets", "Transactions", "Triggers", "HypervisorTemplates", "BackgroundTasks"),
)
EXTRA = ("Users.ToggleFolderSubscription",)
_ALL = [f"{resource}.{verb}" for resource in (*IN_TENANT, *IN_FOLDER) for verb in VERBS]
_FOLDER = [f"{resource}.{verb}" for resource in IN_FOLDER for verb in VERBS]
ROBOT = [
    *("Assets.View", "Buckets.View", "BlobFiles.View", "BlobFiles.Create", "BlobFiles.Edit", "BlobFiles.Delete"),
    *("Environments.View", "ExecutionMedia.Create", "Jobs.View", "Jobs.Create", "Jobs.Edit", "Libraries.View"),
    *("Logs.Create", "Packages.View", "FolderPackages.View", "Processes.View", "Queues.View", "Tasks.View"),
    *("Tasks.Create", "Tasks.Edit", "Transactions.View", "Transactions.Create", "Transactions.Edit", "Robots.View"),
    *("TestDataQueueItems.View", "TestDataQueueItems.Edit", "TestDataQueues.View", "TaskCatalogs.View"),
    *("Assets.Edit", "Assets.Create"),
]
BUILT_IN: dict[str, tuple[RoleType, list[str]]] = {
    "Administrator": (RoleType.MIXED, _ALL),
    "Tenant Administrator": (RoleType.TENANT, [p for p in _ALL if p.split(".")[0] in IN_TENANT]),
    "Folder Administrator": (RoleType.FOLDER, _FOLDER),
    "Automation User": (RoleType.FOLDER, ROBOT),
    "Robot": (RoleType.MIXED, ROBOT),
    "Allow to be Automation User": (RoleType.TENANT, ["Libraries.View", "License.View", "Units.View"]),
}


def built_in_roles() -> list[Role]:
    """The roles that a new tenant gets; only the administrator's cannot be edited."""
    return [
        Role(
            name=name,
            display_name=name,
            type=kind,
            is_static=True,
            is_editable=name != "Administrator",
            granted=granted(permissions),
        )
        for name, (kind, permissions) in BUILT_IN.items()
    ]


def granted(permissions: list[str]) -> Json:
    names = ",".join(f'"{name}"' for name in sorted(set(permissions)))
    return Json(f"[{names}]".encode())
