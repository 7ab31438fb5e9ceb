"""An asset as robots get and set it."""

from typing import Annotated
from uuid import UUID

import msgspec

from podium.domains.assets.models.assets import GivenValue
from podium.domains.assets.models.values import KeyValue, ValueType
from podium.odata.wire import Complex


class ConnectionData(Complex, rename="camel"):
    """Where a robot fetches a secret itself: it posts the body there, with the token."""

    url: str
    body: str
    bearer_token: str


class RobotAsset(Complex):
    """The value of an asset that is meant for one robot, with its secret in clear or the way to it."""

    id: int
    name: str
    value_type: ValueType
    value: str
    string_value: str
    bool_value: bool
    int_value: int
    credential_username: str
    credential_password: str
    secret_value: str
    external_name: str | None
    credential_store_id: int | None
    key_value_list: list[KeyValue]
    connection_data: ConnectionData | None = None


class GivenRobotAsset(GivenValue, kw_only=True):
    """A value that a robot sets: for itself if the asset has values for robots, else for all."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    value_type: ValueType | None = None


class AssetOfRobot(Complex, rename="camel"):
    asset_name: Annotated[str, msgspec.Meta(min_length=1)]
    robot_key: UUID | None = None
    supports_credentials_proxy_disconnected: bool = False
