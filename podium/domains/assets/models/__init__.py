"""Assets, the values they have for users and robots, and their versions."""

from podium.domains.assets.models.assets import (
    Asset,
    AssetRobotValue,
    AssetShare,
    AssetUserValue,
    GivenRobotValue,
    GivenUserValue,
    GivenValue,
    Scope,
)
from podium.domains.assets.models.robots import AssetOfRobot, ConnectionData, GivenRobotAsset, RobotAsset
from podium.domains.assets.models.values import CREDENTIALS, NO_PAIRS, SECRETS, TEXTS, KeyValue, Valued, ValueType
from podium.domains.assets.models.versions import AssetVersion, Change, Difference, Snapshot, ValueSnapshot, Version

__all__ = [
    "Asset",
    "AssetOfRobot",
    "AssetRobotValue",
    "AssetShare",
    "AssetUserValue",
    "AssetVersion",
    "CREDENTIALS",
    "Change",
    "ConnectionData",
    "Difference",
    "GivenRobotAsset",
    "GivenRobotValue",
    "GivenUserValue",
    "GivenValue",
    "KeyValue",
    "NO_PAIRS",
    "RobotAsset",
    "SECRETS",
    "Scope",
    "Snapshot",
    "TEXTS",
    "ValueSnapshot",
    "ValueType",
    "Valued",
    "Version",
]
