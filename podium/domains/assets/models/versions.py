"""What assets were: one version for every change."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from podium.domains.assets.models.assets import Scope
from podium.domains.assets.models.values import KeyValue
from podium.kernel.entity import HIDDEN, Col, Entity, InTenant, Json, Sealed, Stamped, field, unique
from podium.kernel.errors import Conflict
from podium.odata.wire import Complex


class Change(StrEnum):
    CREATED = "Created"
    UPDATED = "Updated"
    ROLLED_BACK = "RolledBack"


class AssetVersion(InTenant, Stamped, Entity, table="asset_versions"):
    """An asset as it was after a change. ``content`` is a ``Snapshot``, ``secrets`` its secrets by their marks."""

    asset_id: Col[int] = field(sa.ForeignKey("assets.id", ondelete="CASCADE"), wire=HIDDEN)
    number: Col[int] = field()
    change: Col[Change] = field()
    user_id: Col[int | None] = field()
    user_name: Col[str] = field()
    content: Col[Json] = field(wire=HIDDEN)
    secrets: Col[Sealed | None] = field()


unique("asset_versions_number", AssetVersion.asset_id, AssetVersion.number, error=Conflict)


class ValueSnapshot(Complex):
    """A value, for all or for its owner; of a secret there is only its mark, which says which one it was."""

    string_value: str
    bool_value: bool
    int_value: int
    credential_username: str
    credential_store_id: int | None
    external_name: str | None
    key_value_list: list[KeyValue]
    secret_mark: UUID | None
    user_id: int | None
    machine_id: int | None
    robot_id: int | None

    @property
    def owner(self) -> str:
        owners = {"user": self.user_id, "machine": self.machine_id, "robot": self.robot_id}
        return " ".join(f"{kind} {key}" for kind, key in owners.items() if key is not None)


class Snapshot(Complex):
    """An asset with all its values."""

    name: str
    description: str | None
    value_scope: Scope
    has_default_value: bool
    allow_direct_api_access: bool
    values: list[ValueSnapshot]


class Difference(Complex):
    """A member that a change changed. Of secrets it is told that they changed, not what they are."""

    member: str
    before: str | None
    after: str | None


class Version(Complex):
    number: int
    change: Change
    creation_time: datetime
    user_id: int | None
    user_name: str
    differences: list[Difference]
