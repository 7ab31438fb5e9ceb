"""Users, roles, who holds which role where, applications, and the keys that sign tokens."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.identity.errors import RoleNameUsed, UserNameUsed
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InTenant,
    Json,
    Record,
    Stamped,
    field,
    index,
    unique,
)


class UserType(StrEnum):
    USER = "User"
    ROBOT = "Robot"
    DIRECTORY_USER = "DirectoryUser"
    DIRECTORY_GROUP = "DirectoryGroup"
    DIRECTORY_ROBOT = "DirectoryRobot"
    APPLICATION = "DirectoryExternalApplication"


class RoleType(StrEnum):
    MIXED = "Mixed"
    TENANT = "Tenant"
    FOLDER = "Folder"


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
    is_active: Col[bool] = field(default=True)
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    last_login_time: Col[datetime | None] = field(wire=READ_ONLY)
    culture: Col[str | None] = field(sa.String(16), wire=HIDDEN)
    password_hash: Col[str | None] = field(wire=HIDDEN)


unique("users_name", User.tenant_id, sa.func.lower(User.user_name), error=UserNameUsed)
index("users_email", User.tenant_id, sa.func.lower(User.email_address))


class Role(InTenant, Entity, table="roles", remembered=True, audited="Roles"):
    """A named set of permissions; ``granted`` is a JSON list of names as ``Queues.View``."""

    name: Col[str] = field(sa.String(64), wire=REQUIRED)
    display_name: Col[str | None] = field(sa.String(64))
    type: Col[RoleType] = field(default=RoleType.MIXED)
    is_static: Col[bool] = field(default=False, wire=READ_ONLY)
    is_editable: Col[bool] = field(default=True, wire=READ_ONLY)
    granted: Col[Json] = field(wire=HIDDEN)


unique("roles_name", Role.tenant_id, sa.func.lower(Role.name), error=RoleNameUsed)


class UserRole(InTenant, Record, table="user_roles", remembered=True):
    """A role that a user holds in the tenant (folder 0), or in a folder and all below it."""

    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role_id: Col[int] = field(sa.ForeignKey("roles.id"), primary_key=True)
    folder_id: Col[int] = field(primary_key=True)


index("user_roles_folder", UserRole.tenant_id, UserRole.folder_id)


class Application(InTenant, Stamped, Record, table="applications", remembered=True, audited="Users"):
    """An external application. It acts as ``user_id``, a user of its own type, who holds its roles."""

    client_id: Col[str] = field(sa.String(128), primary_key=True)
    name: Col[str] = field(sa.String(256))
    secret_hash: Col[str | None] = field(sa.String(64), wire=HIDDEN)
    scopes: Col[str] = field()
    """OAuth scopes it may ask for, separated by blanks."""
    redirect_uris: Col[str] = field(default="")
    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"))


class SigningKey(Record, table="signing_keys", remembered=True):
    """A key that signs tokens: its private part sealed. The newest signs, the others still verify."""

    kid: Col[str] = field(sa.String(64), primary_key=True)
    private: Col[bytes] = field()
    created: Col[datetime] = field()
