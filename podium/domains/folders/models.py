"""Folders, and who is assigned to them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.folders.errors import FolderNameUsed
from podium.kernel.entity import HIDDEN, READ_ONLY, REQUIRED, Audit, Col, Entity, InTenant, Record, field, index, unique


class FolderType(StrEnum):
    STANDARD = "Standard"
    PERSONAL = "Personal"
    VIRTUAL = "Virtual"
    SOLUTION = "Solution"


class ProvisionType(StrEnum):
    MANUAL = "Manual"
    AUTOMATIC = "Automatic"


class PermissionModel(StrEnum):
    INHERIT_FROM_TENANT = "InheritFromTenant"
    FINE_GRAINED = "FineGrained"


class FeedType(StrEnum):
    UNDEFINED = "Undefined"
    PROCESSES = "Processes"
    LIBRARIES = "Libraries"
    PERSONAL_WORKSPACE = "PersonalWorkspace"
    FOLDER_HIERARCHY = "FolderHierarchy"


class Folder(InTenant, Entity, table="folders", remembered=True, audited="Folders"):
    """A folder. ``fully_qualified_name`` is its path, names joined by slashes.

    ``feed_key`` is the id of the package feed that it has for itself and the folders below it.
    """

    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    display_name: Col[str] = field(sa.String(115), wire=REQUIRED)
    fully_qualified_name: Col[str] = field(default="", wire=READ_ONLY)
    description: Col[str | None] = field(sa.String(500))
    folder_type: Col[FolderType] = field(default=FolderType.STANDARD, wire=READ_ONLY)
    is_personal: Col[bool] = field(default=False, wire=READ_ONLY)
    provision_type: Col[ProvisionType] = field(default=ProvisionType.AUTOMATIC)
    permission_model: Col[PermissionModel] = field(default=PermissionModel.FINE_GRAINED)
    parent_id: Col[int | None] = field(sa.ForeignKey("folders.id"))
    parent_key: Col[UUID | None] = field()
    feed_type: Col[FeedType] = field(default=FeedType.PROCESSES)
    feed_key: Col[UUID | None] = field(wire=HIDDEN)
    owner_id: Col[int | None] = field(sa.ForeignKey("users.id", ondelete="SET NULL"), wire=HIDDEN)


unique("folders_path", Folder.tenant_id, sa.func.lower(Folder.fully_qualified_name), error=FolderNameUsed)
index("folders_parent", Folder.parent_id)
index("folders_key", Folder.key)
index("folders_owner", Folder.owner_id)


class FolderUser(
    InTenant,
    Record,
    table="folder_users",
    remembered=True,
    audited=Audit("Folders", key="folder_id", made="Assign", removed="Unassign"),
):
    """A user is assigned to a folder, with roles there or without. ``exploring``: for a look at a workspace only."""

    folder_id: Col[int] = field(sa.ForeignKey("folders.id"), primary_key=True)
    user_id: Col[int] = field(sa.ForeignKey("users.id"), primary_key=True)
    has_alerts_enabled: Col[bool] = field(default=True)
    exploring_since: Col[datetime | None] = field()


index("folder_users_user", FolderUser.user_id)
