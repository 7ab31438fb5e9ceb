"""What users chose for themselves, and what is asked and answered about settings."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
import sqlalchemy as sa

from podium.domains.settings.kinds import Scope
from podium.kernel.entity import Col, InTenant, Record, field
from podium.odata.wire import Complex, Plain


class UserSetting(InTenant, Record, table="user_settings", remembered=True):
    """A value that a user chose for itself."""

    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    name: Col[str] = field(sa.String(128), primary_key=True)
    value: Col[str] = field()


class Settings(Complex):
    """A setting as clients see and send it; its id is its name."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    value: str | None = None
    scope: Scope | None = None
    id: str | None = None


class ResponseDictionary(Complex):
    """Names and values, in two lists."""

    keys: list[str]
    values: list[str]


class SmtpSettingModel(Plain, rename="pascal"):
    """A mail server that is to be tried."""

    host: str
    port: int = 25
    user_name: str | None = None
    password: str | None = None
    domain: str | None = None
    enable_ssl: bool = False
    use_default_credentials: bool = False
    default_from_address: str | None = None
    default_from_display_name: str | None = None


class SignalRSettings(Plain):
    url: str | None = None
    skip_negotiation: bool = False


class ActivitySettings(Complex):
    api_version: str
    signal_r: SignalRSettings = msgspec.field(name="SignalR")


class UpdateSource(StrEnum):
    ORCHESTRATOR = "Orchestrator"


class UpdateSettings(Complex):
    update_server_source: UpdateSource
    update_server_url: str | None
    polling_interval: int


class ExecutionScope(StrEnum):
    GLOBAL = "Global"
    ROBOT = "Robot"


class ExecutionSetting(Complex):
    key: str
    display_name: str
    value_type: str
    default_value: str | None = None
    possible_values: list[str] | None = None


class ExecutionSettings(Complex):
    scope: ExecutionScope
    configuration: list[ExecutionSetting]


class LanguageInfo(Complex):
    name: str
    display_name: str
    icon: str
    is_default: bool
    is_disabled: bool = False


class Languages(Complex):
    items: list[LanguageInfo]


class NameValue(Complex):
    name: str
    value: str


class TimeZones(Plain):
    items: list[NameValue]


class HostAvailability(Plain):
    """Whether another server can be reached from here."""

    can_connect: bool
    has_bad_ssl: bool
    connection_error: str | None


class ServerVersion(Plain):
    version: str
    timestamp: datetime | None = None
    deployment: str | None = None
    configs_version: str | None = None
