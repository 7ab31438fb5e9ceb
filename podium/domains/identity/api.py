"""The addresses of identity."""

from podium.domains.audit.models import AuditLog
from podium.domains.identity import people, portal, sign_in
from podium.domains.identity.commands import assignments, roles, users
from podium.domains.identity.management import api as management
from podium.domains.identity.models import Role, User
from podium.domains.identity.oauth import about
from podium.domains.identity.oauth.grants import token_at
from podium.domains.tenants.models import Tenant
from podium.kernel.database import Completions
from podium.kernel.permissions import ANYONE, PUBLIC, Resource, somewhere
from podium.odata.catalog import Api, EntitySet, Operation, action, delete, function, get, patch, post, put

Users, Roles, Units, SubFolders = (Resource(name) for name in ("Users", "Roles", "Units", "SubFolders"))
Robots = Resource("Robots")
NS = "UiPath.Server.Configuration.OData"


def _server(path: str) -> list[Operation]:
    """The endpoints of the authorization server below one of its paths."""
    well_known = f"{path}/.well-known/openid-configuration"
    return [
        get(well_known, about.configuration_at(path), PUBLIC),
        get(f"{well_known}/jwks", about.keys, PUBLIC),
        post(f"{path}/connect/token", token_at(path), PUBLIC),
        post(f"{path}/connect/introspect", about.introspect, PUBLIC),
        post(f"{path}/connect/revocation", about.revoke, PUBLIC),
        get(f"{path}/connect/userinfo", about.userinfo, PUBLIC),
        post(f"{path}/connect/userinfo", about.userinfo, PUBLIC),
    ]


SIGN_IN = Api(
    "",
    post("/api/Account/Authenticate", sign_in.authenticate, PUBLIC),
    *_server("/identity"),
    *_server("/identity_"),
    get("/portal_/api/filtering/leftnav/tenantsAndOrganizationInfo", portal.tenants_and_organization),
    function("Permissions", people.permissions, PUBLIC),
)
PEOPLE = Api(
    "OR.Users",
    EntitySet("Users", User),
    function("Users", people.every, Users.view),
    function("Users({key})", people.one, ANYONE),
    action("Users", users.create, Users.create, 201, entity=User),
    put("/odata/Users({key})", users.edit, Users.edit | Robots.create | Robots.edit | Robots.delete, entity=User),
    patch("/odata/Users({key})", users.patch, ANYONE, entity=User),
    delete("/odata/Users({key})", users.delete, Users.delete),
    action(f"Users({{key}})/{NS}.AssignRoles", assignments.assign_roles, Users.edit | Users.create),
    action(f"Users({{key}})/{NS}.ToggleRole", assignments.toggle_role, Users.edit),
    action(f"Users({{key}})/{NS}.SetActive", users.set_active, Users.edit),
    action(f"Users({{key}})/{NS}.ChangeUserCulture", users.change_user_culture, Users.edit),
    action(f"Users/{NS}.ChangeCulture", users.change_culture, ANYONE),
    function(f"Users/{NS}.GetCurrentUser", people.current, PUBLIC),
    function(f"Users/{NS}.GetCurrentPermissions", people.current_permissions, ANYONE),
    get("/api/Users/GetPrivileges", people.privileges, Users.view),
    EntitySet("Roles", Role),
    function("Roles", people.every_role, somewhere(Roles.view | Units.edit | SubFolders.edit)),
    function("Roles({key})", people.one_role, Roles.view),
    action("Roles", roles.create, Roles.create, 201, entity=Role),
    put("/odata/Roles({key})", roles.edit, Roles.edit, entity=Role),
    delete("/odata/Roles({key})", roles.delete, Roles.delete),
    action(f"Roles({{key}})/{NS}.SetUsers", assignments.set_users, Roles.edit & Users.view, 204),
    function(f"Roles/{NS}.GetUsersForRole(key={{key}})", people.users_for_role, Roles.view & Users.view),
    function(f"Roles/{NS}.GetUserIdsForRole(key={{key}})", people.user_ids_for_role, Roles.view | Users.view),
)
APIS = (SIGN_IN, PEOPLE, *management.APIS)
COMPLETIONS: Completions = {
    User: [people.complete_users],
    Role: [people.complete_roles],
    Tenant: [people.complete_tenants],
    AuditLog: [people.complete_entries],
}
