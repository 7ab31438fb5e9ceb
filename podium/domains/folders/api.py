"""The addresses of folders."""

from podium.domains.folders import (
    assignments,
    commands,
    directory,
    explain,
    listing,
    members,
    navigation,
    units,
    workspaces,
)
from podium.domains.folders.models import Folder
from podium.domains.identity.directory import search
from podium.domains.identity.models import User
from podium.kernel.database import Completions
from podium.kernel.permissions import ANYONE, Need, Resource, somewhere
from podium.odata.catalog import Api, EntitySet, action, delete, function, get, patch, post, put

Units, SubFolders, Assets, Users, Roles = (
    Resource(name) for name in ("Units", "SubFolders", "Assets", "Users", "Roles")
)
NS = "UiPath.Server.Configuration.OData"
F = f"Folders({{key}})/{NS}"
NAVIGATION = "/api/FoldersNavigation"

viewing = somewhere(Units.view | SubFolders.view)
creating = somewhere(Units.create | SubFolders.create)
editing = somewhere(Units.edit | SubFolders.edit)
deleting = somewhere(Units.delete | SubFolders.delete)
members_need = somewhere(Units.view | SubFolders.view | Assets.create | Assets.edit)
moving: Need = somewhere(
    (Units.delete | SubFolders.delete) & (Units.create | SubFolders.create) & (Units.edit | SubFolders.edit)
)

FOLDERS = Api(
    "OR.Folders",
    EntitySet("Folders", Folder),
    function("Folders", listing.every, viewing),
    function("Folders({key})", listing.one, viewing),
    action("Folders", commands.create, creating, 201),
    put("/odata/Folders({key})", commands.edit, editing, entity=Folder),
    delete("/odata/Folders({key})", commands.delete, deleting),
    put(f"/odata/Folders({{folderId}})/{NS}.MoveFolder", commands.move, moving, 204),
    function(f"Folders/{NS}.GetByKey(identifier={{identifier}})", listing.by_key, viewing),
    delete("/api/Folders/DeleteByKey", commands.delete_by_key, deleting),
    patch("/api/Folders/PatchNameDescription", commands.patch_name_description, editing),
    get("/api/Folders/GetAllForCurrentUser", navigation.folders_of_caller),
    action(f"Folders/{NS}.AssignUsers", assignments.assign_users, editing, 204),
    action(f"Folders/{NS}.AssignDomainUser", directory.assign_domain_user, editing, 204),
    action(f"Folders/{NS}.AssignDirectoryUser", directory.assign_domain_user, editing, 204),
    action(f"{F}.RemoveUserFromFolder", assignments.remove_user, editing, 204),
    action(f"{F}.RemoveUserFromFolderByKey", assignments.remove_user_by_key, editing, 204),
    function(
        f"Folders/{NS}.GetUsersForFolder(key={{key}},includeInherited={{includeInherited}})",
        members.users_for_folder,
        members_need,
    ),
    function(
        f"Folders/{NS}.GetAllRolesForUser(username='{{username}}',skip={{skip}},take={{take}})",
        members.all_roles_for_user,
        viewing,
    ),
)
UNITS = Api(
    "OR.Folders",
    function("OrganizationUnits", units.every, Units.view),
    function("OrganizationUnits({key})", units.one, Units.view),
    action("OrganizationUnits", units.create, Units.create, 201),
    put("/odata/OrganizationUnits({key})", units.edit, Units.edit),
    delete("/odata/OrganizationUnits({key})", units.delete, Units.delete),
    action(f"OrganizationUnits({{key}})/{NS}.SetUsers", units.set_users, Users.edit, 204),
    function(f"OrganizationUnits/{NS}.GetUsersForUnit(key={{key}})", units.users_for_unit, Units.view & Users.view),
    function(
        f"OrganizationUnits/{NS}.GetUserIdsForUnit(key={{key}})", units.user_ids_for_unit, Units.view & Users.view
    ),
    function("PersonalWorkspaces", workspaces.every, Units.view),
)
USERS = Api(
    "OR.Users",
    action(f"Users({{key}})/{NS}.ToggleOrganizationUnit", units.toggle, Users.edit),
    get("/api/Users/ExplainPermission", explain.explain, Users.view & Roles.view),
    function(f"Users/{NS}.GetCurrentUserExtended", workspaces.caller_with_workspace, ANYONE),
)
looking = somewhere(Users.view | Units.edit | SubFolders.edit)
DIRECTORY = Api(
    "OR.Users",
    get("/api/DirectoryService/GetDomains", search.domains, looking),
    get("/api/DirectoryService/SearchForUsersAndGroups", search.search, looking),
    get("/api/DirectoryService/GetDomainUserId", search.domain_user_id, looking),
    get("/api/DirectoryService/GetDirectoryPermissions", directory.directory_permissions, Users.view),
)
exploring = Units.edit & Users.view & Roles.view
FOR_PEOPLE = Api(
    "",
    get(f"{NAVIGATION}/GetAllFoldersForCurrentUser", navigation.all_folders, ANYONE),
    get(f"{NAVIGATION}/GetFoldersForCurrentUser", navigation.folders, ANYONE),
    get(f"{NAVIGATION}/GetFolderNavigationContextForCurrentUser", navigation.context, ANYONE),
    get(f"{NAVIGATION}/GetAllRolesForUser", members.all_roles_for_user, viewing),
    function(f"PersonalWorkspaces/{NS}.GetPersonalWorkspace", workspaces.own, ANYONE),
    post("/api/StudioWeb/TryEnableFirstRun", workspaces.first_run, ANYONE),
    action(f"PersonalWorkspaces({{key}})/{NS}.StartExploring", workspaces.start_exploring, exploring, 204),
    action(f"PersonalWorkspaces({{key}})/{NS}.StopExploring", workspaces.stop_exploring, exploring, 204),
    action(f"PersonalWorkspaces({{key}})/{NS}.ConvertToFolder", workspaces.convert_to_folder, Units.edit, 204),
)
APIS = (FOLDERS, UNITS, USERS, DIRECTORY, FOR_PEOPLE)
COMPLETIONS: Completions = {User: [units.complete_users]}
