"""The addresses of machines, robots and of the services on hosts: one line each."""

from typing import Any

from podium.domains.robots import licensing, portal
from podium.domains.robots.commands import assignments, machines, robots, secrets, services, sessions
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.domains.robots.models.sessions import Session
from podium.domains.robots.queries import folders, listing, versions
from podium.domains.robots.queries import licensing as named
from podium.domains.robots.queries import sessions as found
from podium.kernel.permissions import ANYONE, Resource, somewhere
from podium.odata.catalog import Api, EntitySet, Folder, action, delete, function, get, post
from podium.odata.traits import bulk_delete

Machines, Robots, Jobs = Resource("Machines"), Resource("Robots"), Resource("Jobs")
Units, SubFolders, Users = Resource("Units"), Resource("SubFolders"), Resource("Users")
Environments, Processes, License = Resource("Environments"), Resource("Processes"), Resource("License")
SERVICE = "/api/robotsservice"
SECRETS = "/api/clientsecrets"
viewing, editing = somewhere(Units.view | SubFolders.view), somewhere(Units.edit | SubFolders.edit)
moving = somewhere(SubFolders.delete & (Units.create | SubFolders.create) & (Units.edit | SubFolders.edit))
choosing = somewhere(Machines.view | Jobs.create)
here_or_all: dict[str, Any] = {"folder": Folder.OPTIONAL}

MACHINES = Api(
    "OR.Machines",
    EntitySet(
        "Machines",
        Machine,
        Machines,
        create=machines.create,
        update=machines.change,
        delete=machines.delete,
        patch=True,
        derived="ExtendedMachineDto",
    ),
    bulk_delete("Machines", Machine, machines.delete, Machines.delete),
    function("Machines/GetAssignedMachines(folderId={folderId})", listing.assigned_machines, choosing),
    get(f"{SECRETS}/{{key}}", secrets.every, Machines.view),
    post(f"{SECRETS}/{{key}}", secrets.create, Machines.edit),
    delete(f"{SECRETS}/{{key}}", secrets.delete, Machines.edit),
)
ROBOTS = Api(
    "OR.Robots",
    EntitySet(
        "Robots",
        Robot,
        Robots,
        rows=listing.robots_here,
        create=robots.create,
        update=robots.change,
        delete=robots.delete,
        patch=True,
        folder=Folder.OPTIONAL,
    ),
    action("Robots/ConvertToFloating", robots.convert_to_floating, Robots.edit, **here_or_all),
    bulk_delete("Robots", Robot, robots.delete, Robots.delete, Folder.OPTIONAL),
    action("Robots/ToggleEnabledStatus", robots.toggle_enabled, Robots.edit, **here_or_all),
    function(
        "Robots/FindAllAcrossFolders",
        listing.all_robots,
        Robots.view | Users.view | Machines.create | Machines.edit,
        derived="ExtendedRobotDto",
    ),
    function("Robots/GetConfiguredRobots", listing.robots_here, Robots.view, derived="ExtendedRobotDto", **here_or_all),
    function(
        "Robots/GetFolderRobots(folderId={folderId},machineId={machineId})",
        listing.folder_robots,
        somewhere(SubFolders.view | Units.view | Jobs.create),
        derived="ExtendedRobotDto",
    ),
    function(
        "Robots/GetRobotsFromFolder(folderId={folderId})",
        listing.robots_of_folder,
        somewhere(SubFolders.view | Units.view | Jobs.create | Users.view),
    ),
    function(
        "Robots/GetRobotsForProcess(processId='{processId}')",
        listing.robots_for_process,
        Robots.view & Environments.view & Processes.view,
        **here_or_all,
    ),
    function(
        "Robots/GetMachineNameToLicenseKeyMappings",
        listing.license_keys,
        Robots.create & Machines.view,
        **here_or_all,
    ),
    function("Robots/GetUsernames", listing.usernames, Robots.view, **here_or_all),
)
SESSIONS = Api(
    "OR.Robots",
    EntitySet("Sessions", Session),
    function("Sessions", found.sessions_here, Robots.view, **here_or_all),
    function(
        "Sessions/GetGlobalSessions",
        found.all_sessions,
        Robots.view | Users.view | Machines.create | Machines.edit,
    ),
    function("Sessions/GetMachineSessions(key={key})", found.machine_sessions, Machines.view),
    function("Sessions/GetUsernames", listing.usernames, Robots.view | Users.view),
    function("Sessions/GetUserRobots", found.user_robots, Robots.view | Users.view),
    action("Sessions({key})/ToggleMachineSessionDebugMode", sessions.toggle_debug_mode, Robots.edit, 204),
    action("Sessions/DeleteInactiveUnattendedSessions", sessions.delete_inactive, Robots.delete, 204),
)
FOLDERS = Api(
    "OR.Folders",
    action("Folders/AssignMachines", assignments.assign, editing, 204),
    action("Folders/UpdateMachinesToFolderAssociations", assignments.update, editing, 204),
    action("Folders({key})/RemoveMachinesFromFolder", assignments.remove, editing, 204),
    action("Folders/ToggleFolderMachineInherit", assignments.toggle_inherit, editing),
    action("Folders/SetMachineRobots", assignments.set_robots, editing, 204),
    function("Folders/GetMachinesForFolder(key={key})", folders.machines_for, viewing),
    function("Folders/GetSubfoldersWithAssignedMachine", folders.folders_with, viewing),
    function("Folders/GetMoveFolderMachinesChanges", folders.changes_of_move, moving),
    function(
        "Folders/GetMachineRobots(folderId={folderId},machineId={machineId})",
        folders.robots_of_machine,
        viewing,
    ),
)
SERVICES = Api(
    "",
    get("/api/UpdateServer/GetAvailableVersions", versions.available, ANYONE),
    get(f"{SERVICE}/GetSharedConnectionData", services.shared_connection),
    get(f"{SERVICE}/GetConnectionData", services.connection),
    get(f"{SERVICE}/GetRobotMappings", services.mappings),
    post(f"{SERVICE}/StartService", services.start_service),
    post(f"{SERVICE}/StopService", services.stop_service, status=204),
    post(f"{SERVICE}/BeginSession", services.begin_session),
    post(f"{SERVICE}/EndSession", services.end_session, status=204),
    post(f"{SERVICE}/AcquireLicense", services.acquire_license),
    post(f"{SERVICE}/ReleaseLicense", services.end_session, status=204),
)
LICENSES = Api(
    "OR.License",
    function(
        "LicensesNamedUser/GetLicensesNamedUser(robotType='{robotType}')",
        named.named_users,
        License.view,
    ),
    get("/portal_/api/license/management/account", portal.account, License.view),
    get("/portal_/api/license/management/account/available", portal.inventory, License.view),
)
SETTINGS = Api("OR.Settings", function("Settings/GetLicense", licensing.licence, ANYONE))
APIS = (LICENSES, SETTINGS, MACHINES, ROBOTS, SESSIONS, FOLDERS, SERVICES)
