"""Every permission there is, and the roles that every tenant begins with."""

from collections.abc import Iterable

import msgspec

from podium.domains.identity.models import Role, RoleType
from podium.domains.identity.models.users import Permission, Scope
from podium.kernel.entity import Json

VERBS = ("View", "Edit", "Create", "Delete")
IN_TENANT = (
    *("ActionDesign", "Alerts", "Audit", "License", "Libraries", "Machines", "Packages", "Robots", "Roles", "Settings"),
    *("Tags", "Units", "Users", "Webhooks", "SolutionDeployment", "SolutionPackages"),
)
IN_FOLDER = (
    *("Assets", "BackgroundTasks", "BlobFiles", "Buckets", "BusinessRules", "Environments", "ExecutionMedia"),
    *("FolderPackages", "HypervisorTemplates", "Jobs", "Logs", "MLExtensions", "MLSkills", "Monitoring", "Processes"),
    *("Queues", "RemoteControl", "Schedules", "SubFolders", "TaskAssignments", "TaskCatalogs", "Tasks"),
    *("TestDataQueueItems", "TestDataQueues", "TestSetExecutions", "TestSetSchedules", "TestSets", "Transactions"),
    "Triggers",
)
IN_EITHER = ("Robots",)
"""Held in the tenant as a rule; classic robots live in folders."""


def every(resources: Iterable[str], verbs: Iterable[str] = VERBS) -> list[str]:
    """The permissions on some resources."""
    return [f"{resource}.{verb}" for resource in resources for verb in verbs]


ALL = frozenset(every((*IN_TENANT, *IN_FOLDER)))
OF_TENANT = frozenset(every(IN_TENANT))
OF_FOLDER = frozenset(every((*IN_FOLDER, *IN_EITHER)))

RUNNING = [
    *("Assets.View", "Buckets.View", "BlobFiles.View", "BlobFiles.Create", "BlobFiles.Edit", "BlobFiles.Delete"),
    *("Environments.View", "ExecutionMedia.Create", "Jobs.View", "Jobs.Create", "Jobs.Edit", "Libraries.View"),
    *("Logs.Create", "Packages.View", "FolderPackages.View", "Processes.View", "Queues.View", "Tasks.View"),
    *("Tasks.Create", "Tasks.Edit", "Transactions.View", "Transactions.Create", "Transactions.Edit", "Robots.View"),
    *("TestDataQueueItems.View", "TestDataQueueItems.Edit", "TestDataQueues.View", "TaskCatalogs.View"),
    *("Assets.Edit", "Assets.Create"),
]
USING = [*(name for name in RUNNING if name in OF_FOLDER), "SubFolders.View", "Jobs.Delete", "Logs.View"]
DEVELOPING = [
    *USING,
    *every(("Assets", "Buckets", "Processes", "Queues", "Transactions", "Schedules", "Triggers", "TestSets")),
    *("FolderPackages.Create", "Monitoring.View"),
]
BUILT_IN: dict[str, tuple[RoleType, list[str]]] = {
    "Administrator": (RoleType.MIXED, sorted(ALL)),
    "Tenant Administrator": (RoleType.TENANT, sorted(OF_TENANT)),
    "Folder Administrator": (RoleType.FOLDER, sorted(OF_FOLDER - OF_TENANT)),
    "Personal Workspace Administrator": (RoleType.FOLDER, sorted(OF_FOLDER - OF_TENANT)),
    "Automation Developer": (RoleType.FOLDER, DEVELOPING),
    "Automation Publisher": (RoleType.FOLDER, [*USING, "FolderPackages.Create", "FolderPackages.Edit"]),
    "Automation User": (RoleType.FOLDER, USING),
    "Robot": (RoleType.MIXED, RUNNING),
    "Allow to be Automation User": (RoleType.TENANT, ["Libraries.View", "License.View"]),
    "Allow to be Automation Publisher": (RoleType.TENANT, ["Libraries.View", "License.View", "Packages.View"]),
    "Allow to be Automation Developer": (
        RoleType.TENANT,
        ["Libraries.View", "License.View", "Packages.View", "Packages.Create", "Machines.View", "Settings.View"],
    ),
}
EDITABLE = frozenset({"Robot"})
"""The built-in roles that a tenant may change."""
ADMINISTRATOR, WORKSPACE_OWNER = "Administrator", "Personal Workspace Administrator"


def built_in_roles() -> list[Role]:
    """The roles that a new tenant gets; none of them can be deleted."""
    return [
        Role(
            name=name,
            display_name=name,
            type=kind,
            is_static=True,
            is_editable=name in EDITABLE,
            granted=granted(permissions),
        )
        for name, (kind, permissions) in BUILT_IN.items()
    ]


def granted(permissions: Iterable[str]) -> Json:
    """A set of permissions as a role keeps it."""
    return Json(msgspec.json.encode(sorted(set(permissions))))


def permissions_of(role: Role) -> frozenset[str]:
    return frozenset(msgspec.json.decode(role.granted, type=list[str]))


def scope_of(resource: str) -> Scope:
    if resource in IN_EITHER:
        return Scope.GLOBAL_OR_FOLDER
    return Scope.FOLDER if resource in IN_FOLDER else Scope.GLOBAL


def shown(role: Role | None = None) -> list[Permission]:
    """Every permission, each thing itself and what can be done to it; granted are those that a role has."""
    held = permissions_of(role) if role else frozenset()
    role_id = role.id if role else None
    every_one = []
    for resource in sorted((*IN_TENANT, *IN_FOLDER)):
        names = [f"{resource}.{verb}" for verb in VERBS]
        scope = scope_of(resource)
        every_one.append(Permission(resource, any(name in held for name in names), role_id, scope))
        every_one += [Permission(name, name in held, role_id, scope) for name in names]
    return every_one


def type_of(permissions: Iterable[str]) -> RoleType:
    """What kind of role a set of permissions makes."""
    scopes = {scope_of(name.partition(".")[0]) for name in permissions}
    if Scope.GLOBAL in scopes and Scope.FOLDER in scopes:
        return RoleType.MIXED
    return RoleType.FOLDER if Scope.FOLDER in scopes else RoleType.TENANT
