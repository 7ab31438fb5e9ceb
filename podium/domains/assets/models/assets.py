"""The tables of assets, and of their values for users and robots."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.domains.assets.errors import AssetNameUsed
from podium.domains.assets.models.values import KeyValue, Valued, ValueType
from podium.domains.sharing.models import Share
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InTenant,
    Json,
    Stamped,
    derived,
    field,
    index,
    navigation,
    sent,
    unique,
)
from podium.kernel.links import Shareable
from podium.odata.tags import NO_TAGS, Tag
from podium.odata.wire import Loose


class Scope(StrEnum):
    GLOBAL = "Global"
    PER_ROBOT = "PerRobot"


class GivenValue(Loose, rename="pascal"):
    """A value as a client sends it; what it does not say is None."""

    value: str | None = None
    string_value: str | None = None
    bool_value: bool | None = None
    int_value: int | None = None
    credential_username: str | None = None
    credential_password: str | None = None
    secret_value: str | None = None
    credential_store_id: int | None = None
    external_name: str | None = None
    key_value_list: list[KeyValue] | None = None


class GivenUserValue(GivenValue, kw_only=True):
    user_id: int | None = None
    machine_id: int | None = None


class GivenRobotValue(GivenValue, kw_only=True):
    robot_id: int


class AssetShare(Share):
    ids: list[int] = msgspec.field(name="AssetIds", default_factory=list)


class Asset(Valued, Shareable, Stamped, Entity, table="assets", remembered=True, audited="Assets"):
    """A named value. ``has_default_value``: it has one for all, besides those of users and robots."""

    ignored = frozenset({"canbedeleted", "encrypted"})
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    folder_id: Col[int] = field(wire=HIDDEN)
    name: Col[str] = field(sa.String(256), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(250))
    credential_store_id: Col[int | None] = field(sa.ForeignKey("credential_stores.id"))
    value_scope: Col[Scope | None] = field(default=Scope.GLOBAL)
    has_default_value: Col[bool | None] = field()
    allow_direct_api_access: Col[bool | None] = field(default=False)
    tags: Col[Json | None] = field(default=NO_TAGS, of=list[Tag])
    last_modification_time: Col[datetime | None] = field(wire=READ_ONLY)
    last_modifier_user_id: Col[int | None] = field(wire=READ_ONLY)
    creator_user_id: Col[int | None] = field(wire=READ_ONLY)
    can_be_deleted = derived(bool, lambda asset: True)
    user_values = navigation(lambda: AssetUserValue, "id", "asset_id", many=True)
    robot_values = navigation(lambda: AssetRobotValue, "id", "asset_id", many=True)
    key_sent = sent(str, name="Key")
    user_values_sent = sent(list[GivenUserValue], name="UserValues")
    robot_values_sent = sent(list[GivenRobotValue], name="RobotValues")


unique("assets_name", Asset.tenant_id, Asset.folder_id, sa.func.lower(Asset.name), error=AssetNameUsed)
index("assets_key", Asset.tenant_id, Asset.key)
index("assets_store", Asset.credential_store_id)


class AssetUserValue(Valued, InTenant, Entity, table="asset_user_values", remembered=True):
    """The value of an asset for a user, on one machine or on all; without a user, for all on a machine."""

    asset_id: Col[int] = field(sa.ForeignKey("assets.id", ondelete="CASCADE"), wire=HIDDEN)
    value_type: Col[ValueType] = field()
    user_id: Col[int | None] = field(sa.ForeignKey("users.id", ondelete="CASCADE"))
    machine_id: Col[int | None] = field(sa.ForeignKey("machines.id", ondelete="CASCADE"))
    credential_store_id: Col[int | None] = field(sa.ForeignKey("credential_stores.id"))
    user_name = derived(str, lambda row: vars(row).get("name_of_user"))
    machine_name = derived(str, lambda row: vars(row).get("name_of_machine"))


index("asset_user_values_asset", AssetUserValue.asset_id)
index("asset_user_values_user", AssetUserValue.user_id)
index("asset_user_values_machine", AssetUserValue.machine_id)
index("asset_user_values_store", AssetUserValue.credential_store_id)


class AssetRobotValue(Valued, InTenant, Entity, table="asset_robot_values", remembered=True):
    """The value of an asset for one robot."""

    asset_id: Col[int] = field(sa.ForeignKey("assets.id", ondelete="CASCADE"), wire=HIDDEN)
    robot_id: Col[int] = field(sa.ForeignKey("robots.id", ondelete="CASCADE"))
    credential_store_id: Col[int | None] = field(sa.ForeignKey("credential_stores.id"))
    robot_name = derived(str, lambda row: vars(row).get("name_of_robot"))
    key_trail = derived(str, lambda row: vars(row).get("end_of_key"))


index("asset_robot_values_asset", AssetRobotValue.asset_id)
index("asset_robot_values_robot", AssetRobotValue.robot_id)
index("asset_robot_values_store", AssetRobotValue.credential_store_id)
