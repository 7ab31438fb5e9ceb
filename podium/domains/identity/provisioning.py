"""What a user says of the robots that work for it."""

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from podium.odata.wire import Complex

Text100 = Annotated[str, msgspec.Meta(max_length=100)]
Text128 = Annotated[str, msgspec.Meta(max_length=128)]
Text450 = Annotated[str, msgspec.Meta(max_length=450)]


class CredentialType(StrEnum):
    DEFAULT = "Default"
    SMART_CARD = "SmartCard"
    N_CIPHER = "NCipher"
    SAFE_NET = "SafeNet"
    NO_CREDENTIAL = "NoCredential"


class AttendedRobot(Complex):
    """The robot that works for a person at their machine."""

    user_name: Text100 | None = None
    execution_settings: dict[str, Any] | None = None
    robot_id: int | None = None
    robot_type: str | None = None


class UnattendedRobot(Complex):
    """The robot that works by itself, and the account under which it does. The password is not shown again."""

    user_name: Text100 | None = None
    password: Text100 | None = None
    credential_store_id: int | None = None
    credential_type: CredentialType | None = None
    credential_external_name: Text450 | None = None
    execution_settings: dict[str, Any] | None = None
    limit_concurrent_execution: bool = False
    robot_id: int | None = None
    machine_mappings_count: int = 0


class UpdateKind(StrEnum):
    NONE = "None"
    SPECIFIC_VERSION = "SpecificVersion"
    LATEST_VERSION = "LatestVersion"
    LATEST_PATCH = "LatestPatch"


class UpdatePolicy(Complex):
    """Which version the robots of a user shall have."""

    type: UpdateKind = UpdateKind.NONE
    specific_version: Text128 | None = None
