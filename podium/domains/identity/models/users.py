"""Users, roles, and who holds which role where."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.identity.errors import RoleNameUsed, UserNameUsed
from podium.domains.identity.provisioning import AttendedRobot, UnattendedRobot, UpdatePolicy
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Audit,
    Col,
    Entity,
    InTenant,
    Json,
    Record,
    Stamped,
    contained,
    derived,
    field,
    index,
    sent,
    unique,
)
from podium.odata.wire import Complex


class UserType(StrEnum):
    USER = "User"
    ROBOT = "Robot"
    DIRECTORY_USER = "DirectoryUser"
    DIRECTORY_GROUP = "DirectoryGroup"
    DIRECTORY_ROBOT = "DirectoryRobot"
    APPLICATION = "DirectoryExternalApplication"


class Provision(StrEnum):
    """How a user came to be: somebody made it, or a group of the directory brought it."""

    MANUAL = "Manual"
    AUTOMATIC = "Automatic"


class RoleType(StrEnum):
    MIXED = "Mixed"
    TENANT = "Tenant"
    FOLDER = "Folder"


class UserRoleShown(Complex):
    """A role of a user, as users show it and are given it: by its id or its name."""

    user_id: int = 0
    role_id: int = 0
    user_name: str | None = None
    role_name: str | None = None
    role_type: RoleType | None = None
    id: int = 0


class OrganizationUnitShown(Complex):
    """A folder where a user is assigned, as users show it and are given it."""

    id: int = 0
    display_name: str | None = None


class NotificationSubscription(Complex):
    """What a user wants to be told of."""

    queues: bool | None = None
    robots: bool | None = None
    jobs: bool | None = None
    schedules: bool | None = None
    tasks: bool | None = None
    queue_items: bool | None = None
    insights: bool | None = None
    cloud_robots: bool | None = None
    serverless: bool | None = None
    export: bool | None = None
    webhooks: bool | None = None
    rate_limits_daily: bool | None = None
    rate_limits_real_time: bool | None = None
    autopilot_for_robots_detected_issues: bool | None = None


class User(InTenant, Stamped, Entity, table="users", remembered=True, audited="Users"):
    """Who may act: a person, a robot account, a directory's user or group, or an application."""

    user_name: Col[str] = field(sa.String(256), wire=REQUIRED)
    name: Col[str | None] = field(sa.String(64))
    surname: Col[str | None] = field(sa.String(64))
    email_address: Col[str | None] = field(sa.String(256))
    is_email_confirmed: Col[bool] = field(default=False, wire=READ_ONLY)
    domain: Col[str | None] = field(sa.String(256))
    directory_identifier: Col[str | None] = field(sa.String(512))
    type: Col[UserType] = field(default=UserType.USER)
    provision_type: Col[Provision] = field(default=Provision.MANUAL, wire=READ_ONLY)
    is_active: Col[bool] = field(default=True)
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    last_login_time: Col[datetime | None] = field(wire=READ_ONLY)
    culture: Col[str | None] = field(sa.String(16), wire=HIDDEN)
    license_type: Col[str | None] = field(sa.String(64))
    is_external_licensed: Col[bool] = field(default=False)
    may_have_user_session: Col[bool] = field(default=True)
    may_have_robot_session: Col[bool] = field(default=True)
    may_have_unattended_session: Col[bool] = field(default=False)
    may_have_personal_workspace: Col[bool | None] = field()
    restrict_to_personal_workspace: Col[bool] = field(default=False)
    bypass_basic_auth_restriction: Col[bool | None] = field()
    robot_provision: Col[Json | None] = field(of=AttendedRobot)
    unattended_robot: Col[Json | None] = field(of=UnattendedRobot)
    update_policy: Col[Json | None] = field(of=UpdatePolicy)
    notification_subscription: Col[Json | None] = field(of=NotificationSubscription)
    account_id: Col[str | None] = field(sa.String(128), wire=READ_ONLY)
    creator_user_id: Col[int | None] = field(wire=READ_ONLY)
    last_modification_time: Col[datetime | None] = field(wire=READ_ONLY)
    last_modifier_user_id: Col[int | None] = field(wire=READ_ONLY)
    token_version: Col[int] = field(default=1, wire=HIDDEN)
    """Tokens of another version than this are no good any more."""
    full_name_shown = derived(str, lambda row: row.full_name, name="FullName")
    tenant_id_shown = derived(int, lambda row: row.tenant_id, name="TenantId")
    authentication_source = derived(str, lambda row: row.domain)
    password_shown = derived(str, lambda row: None, name="Password")
    roles_list = derived(list[str], lambda row: row.looked_up("roles_list", []))
    user_roles = contained(list[UserRoleShown], lambda row: row.looked_up("user_roles", []))
    organization_units = contained(list[OrganizationUnitShown], lambda row: row.looked_up("organization_units", []))
    login_providers = derived(list[str], lambda row: row.looked_up("login_providers", []))
    tenancy_name = derived(str, lambda row: row.looked_up("tenancy_name"))
    tenant_display_name = derived(str, lambda row: row.looked_up("tenant_display_name"))
    tenant_key = derived(str, lambda row: row.looked_up("tenant_key"))
    new_password = sent(str, name="Password", length=256)
    new_roles = sent(list[str], name="RolesList")
    new_user_roles = sent(list[UserRoleShown], name="UserRoles")
    new_units = sent(list[OrganizationUnitShown], name="OrganizationUnits")
    ignored = frozenset(
        {"explicitmayhaveusersession", "explicitmayhaverobotsession", "explicitmayhavepersonalworkspace"}
        | {"explicitrestricttopersonalworkspace", "hasonlyinheritedprivileges"}
    )

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.name, self.surname) if part) or self.user_name

    def looked_up(self, what: str, otherwise: Any = None) -> Any:
        """What was found for this row in other tables."""
        return self.__dict__.get(what, otherwise)


unique("users_name", User.tenant_id, sa.func.lower(User.user_name), error=UserNameUsed)
index("users_email", User.tenant_id, sa.func.lower(User.email_address))
index("users_key", User.key)
index("users_directory", User.tenant_id, User.directory_identifier)


class Scope(StrEnum):
    """Where a permission means something."""

    GLOBAL = "Global"
    FOLDER = "Folder"
    GLOBAL_OR_FOLDER = "GlobalOrFolder"


class Permission(Complex):
    """A permission, as roles show it and are given it."""

    name: str = ""
    is_granted: bool = False
    role_id: int | None = None
    scope: Scope | None = None
    id: int = 0


class Role(InTenant, Entity, table="roles", remembered=True, audited=Audit("Roles", also=("granted",))):
    """A named set of permissions; ``granted`` is a JSON list of names as ``Queues.View``."""

    name: Col[str] = field(sa.String(64), wire=REQUIRED)
    display_name: Col[str | None] = field(sa.String(64))
    type: Col[RoleType] = field(default=RoleType.MIXED)
    groups: Col[str | None] = field(sa.String(256))
    is_static: Col[bool] = field(default=False, wire=READ_ONLY)
    is_editable: Col[bool] = field(default=True, wire=READ_ONLY)
    granted: Col[Json] = field(wire=HIDDEN)
    permissions = contained(list[Permission], lambda row: row.__dict__.get("permissions", []))
    new_permissions = sent(list[Permission], name="Permissions")


unique("roles_name", Role.tenant_id, sa.func.lower(Role.name), error=RoleNameUsed)


IN_TENANT = 0
"""The folder of a role that is held in the tenant."""


class UserRole(
    InTenant,
    Record,
    table="user_roles",
    remembered=True,
    audited=Audit("Users", key="user_id", made="Assign", removed="Unassign"),
):
    """A role that a user holds in the tenant, or in a folder and all below it."""

    user_id: Col[int] = field(sa.ForeignKey("users.id"), primary_key=True)
    role_id: Col[int] = field(sa.ForeignKey("roles.id"), primary_key=True)
    folder_id: Col[int] = field(primary_key=True)


index("user_roles_role", UserRole.role_id)
index("user_roles_folder", UserRole.tenant_id, UserRole.folder_id)


class GroupMember(InTenant, Record, table="group_members", remembered=True):
    """A user belongs to a group of the directory, and holds what the group holds."""

    group_id: Col[int] = field(sa.ForeignKey("users.id"), primary_key=True)
    user_id: Col[int] = field(sa.ForeignKey("users.id"), primary_key=True)


index("group_members_user", GroupMember.user_id)


class FormerUser(InTenant, Record, table="former_users"):
    """A user who was deleted: who signs in with the right password is told so."""

    user_id: Col[int] = field(primary_key=True, autoincrement=False)
    user_name: Col[str] = field(sa.String(256))
    email_address: Col[str | None] = field(sa.String(256))
    password_hash: Col[str | None] = field()
    deleted: Col[datetime] = field()


index("former_users_name", FormerUser.tenant_id, sa.func.lower(FormerUser.user_name))
