"""Where identity is administered: below each of its paths."""

from collections.abc import Callable

from podium.domains.identity.directory import search
from podium.domains.identity.management import accounts, applications, external, groups, installation, partition, users
from podium.kernel.permissions import ANYONE, PUBLIC, Resource
from podium.odata.catalog import Api, Operation, delete, get, post, put

ROOTS = ("/identity/api", "/identity_/api", "/portal_/api/identity")
Users, Settings = Resource("Users"), Resource("Settings")


def _account(at: str) -> list[Operation]:
    return [
        post(f"{at}/Account/ChangePassword", accounts.change_password, PUBLIC),
        post(f"{at}/Account/ForgotPassword", accounts.forgot_password, PUBLIC),
        post(f"{at}/Account/ResetPassword", accounts.reset_password, PUBLIC),
        post(f"{at}/Account/EmailConfirmation", accounts.confirm_email, PUBLIC),
        get(f"{at}/Account/Profile", accounts.profile, ANYONE),
        get(f"{at}/Account/Sessions", accounts.own_sessions, ANYONE),
        delete(f"{at}/Account/Sessions/{{sessionId}}", accounts.end_own_session, ANYONE),
        get(f"{at}/Account/ExternalLogins", external.own_logins, ANYONE),
        delete(f"{at}/Account/ExternalLogins/{{loginId}}", external.end_own_login, ANYONE),
        get(f"{at}/ReferenceToken", applications.own_tokens, ANYONE),
        post(f"{at}/ReferenceToken", applications.make_token, ANYONE, 201),
        delete(f"{at}/ReferenceToken/{{tokenId}}", applications.end_token, ANYONE),
    ]


def _users(at: str) -> list[Operation]:
    return [
        get(f"{at}/User/users/{{partitionGlobalId}}", users.people, Users.view),
        get(f"{at}/UserPartition/users/{{partitionGlobalId}}", partition.accounts, Users.view),
        get(f"{at}/PartitionAccessPolicy/{{partitionGlobalId}}", partition.admitted, Users.view),
        post(f"{at}/User", users.create, Users.create, 201),
        post(f"{at}/User/BulkCreate", users.bulk_create, Users.create),
        delete(f"{at}/User", users.delete_many, Users.delete),
        get(f"{at}/User/{{userId}}", users.one, Users.view),
        put(f"{at}/User/{{userId}}", users.edit, Users.edit),
        delete(f"{at}/User/{{userId}}", users.delete, Users.delete),
        post(f"{at}/User/{{userId}}/changepassword", users.change_password, Users.edit),
        post(f"{at}/User/{{userId}}/signout", users.sign_out, Users.edit),
        get(f"{at}/User/{{userId}}/loginAttempts", users.login_attempts, Users.view),
        get(f"{at}/User/{{userId}}/Sessions", users.user_sessions, Users.view),
        delete(f"{at}/User/{{userId}}/Sessions/{{sessionId}}", users.end_user_session, Users.edit),
        get(f"{at}/User/{{userId}}/ExternalLogins", external.logins, Users.view),
        post(f"{at}/User/{{userId}}/ExternalLogins", external.link, Users.edit, 201),
        delete(f"{at}/User/{{userId}}/ExternalLogins/{{loginId}}", external.unlink, Users.edit),
    ]


def _robots(at: str) -> list[Operation]:
    return [
        post(f"{at}/RobotAccount", users.create_robot, Users.create, 201),
        put(f"{at}/RobotAccount/{{userId}}", users.edit_robot, Users.edit),
        get(f"{at}/RobotAccount/{{partitionGlobalId}}", users.robots, Users.view),
        get(f"{at}/RobotAccount/{{partitionGlobalId}}/{{userId}}", users.robot, Users.view),
        delete(f"{at}/RobotAccount/{{partitionGlobalId}}/{{userId}}", users.delete_robot, Users.delete),
        delete(f"{at}/RobotAccount/{{partitionGlobalId}}", users.delete_robots, Users.delete),
    ]


def _applications(at: str) -> list[Operation]:
    of_partition = f"{at}/ExternalClient/{{partitionGlobalId}}"
    return [
        get(f"{at}/ExternalApiResource", applications.scopes, ANYONE),
        post(f"{at}/ExternalClient", applications.create, Users.create, 201),
        post(f"{at}/ExternalClient/GenerateSecret", applications.generate_secret, Users.edit, 201),
        get(of_partition, applications.every, Users.view),
        get(f"{of_partition}/{{clientId}}", applications.one, Users.view),
        put(f"{of_partition}/{{clientId}}", applications.edit, Users.edit),
        delete(f"{of_partition}/{{clientId}}", applications.delete, Users.delete),
        delete(f"{of_partition}/secrets/{{secretId}}", applications.delete_secret, Users.edit),
    ]


def _settings(at: str) -> list[Operation]:
    return [
        get(f"{at}/Setting", installation.read, Settings.view),
        put(f"{at}/Setting", installation.write, Settings.edit),
        delete(f"{at}/Setting", installation.reset, Settings.delete),
    ]


def _directories(at: str) -> list[Operation]:
    connection = f"{at}/DirectoryConnection"
    return [
        get(f"{connection}/connections/{{partitionGlobalId}}", installation.every_directory, Settings.view),
        get(f"{connection}/AvailableDirectoryTypes", partition.directory_types, Settings.view),
        post(connection, installation.connect, Settings.edit, 201),
        put(f"{connection}/{{connectionId}}", installation.change, Settings.edit),
        delete(f"{connection}/{{connectionId}}", installation.disconnect, Settings.edit),
    ]


def _providers(at: str) -> list[Operation]:
    provider = f"{at}/ExternalIdentityProvider"
    return [
        get(provider, external.every, Settings.view),
        post(provider, external.trust, Settings.edit, 201),
        get(f"{provider}/{{providerId}}", external.one, Settings.view),
        put(f"{provider}/{{providerId}}", external.change, Settings.edit),
        delete(f"{provider}/{{providerId}}", external.distrust, Settings.edit),
    ]


def _search(at: str) -> list[Operation]:
    return [
        get(f"{at}/Directory/Search/{{partitionGlobalId}}", partition.search, Users.view),
        post(f"{at}/Directory/Resolve/{{partitionGlobalId}}", search.resolve, ANYONE),
        post(f"{at}/Directory/BulkResolveByName/{{partitionGlobalId}}", partition.resolve_by_name, Users.view),
        get(f"{at}/Directory/Scopes/{{partitionGlobalId}}", partition.scopes, Users.view),
    ]


def _groups(at: str) -> list[Operation]:
    return [
        get(f"{at}/Group/{{partitionGlobalId}}", groups.every, Users.view),
        get(f"{at}/Group/{{partitionGlobalId}}/{{groupId}}", groups.one, ANYONE),
        post(f"{at}/Group", groups.create, Users.create, 201),
        put(f"{at}/Group/{{groupId}}", groups.edit, Users.edit),
        delete(f"{at}/Group/{{partitionGlobalId}}", groups.delete_many, Users.delete),
    ]


def _everywhere(scope: str, part: Callable[[str], list[Operation]]) -> Api:
    return Api(scope, *(operation for root in ROOTS for operation in part(root)))


APIS = (
    _everywhere("", _account),
    _everywhere("PM.User", _users),
    _everywhere("PM.RobotAccount", _robots),
    _everywhere("PM.OAuthApp", _applications),
    _everywhere("PM.Setting", _settings),
    _everywhere("PM.AuthSetting", _directories),
    _everywhere("PM.AuthSetting", _providers),
    _everywhere("PM.Directory", _search),
    _everywhere("PM.Group", _groups),
)
