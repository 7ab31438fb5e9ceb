"""The kinds of robots, each of which is licensed by itself, and licences: what there may be of each kind.

Podium asks for no licence. One that is given limits what there may be, for those who want to share robots out.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, READ_ONLY, Audit, Col, Entity, InTenant, Json, Record, Stamped, derived, field
from podium.odata.wire import Complex, Plain


class RobotType(StrEnum):
    """In the order in which robots number them."""

    NON_PRODUCTION = "NonProduction"
    ATTENDED = "Attended"
    UNATTENDED = "Unattended"
    DEVELOPMENT = "Development"
    STUDIO = "Studio"
    RPA_DEVELOPER = "RpaDeveloper"
    STUDIO_X = "StudioX"
    CITIZEN_DEVELOPER = "CitizenDeveloper"
    HEADLESS = "Headless"
    RPA_DEVELOPER_PRO = "RpaDeveloperPro"
    STUDIO_PRO = "StudioPro"
    TEST_AUTOMATION = "TestAutomation"
    AUTOMATION_CLOUD = "AutomationCloud"
    SERVERLESS = "Serverless"
    AUTOMATION_KIT = "AutomationKit"
    SERVERLESS_TEST_AUTOMATION = "ServerlessTestAutomation"
    AUTOMATION_CLOUD_TEST_AUTOMATION = "AutomationCloudTestAutomation"
    ATTENDED_STUDIO_WEB = "AttendedStudioWeb"
    HOSTING = "Hosting"
    ASSISTANT_WEB = "AssistantWeb"
    PROCESS_ORCHESTRATION = "ProcessOrchestration"
    AGENT_SERVICE = "AgentService"
    APP_TEST = "AppTest"
    PERFORMANCE_TEST = "PerformanceTest"

    @property
    def number(self) -> int:
        return NUMBERS[self]


NUMBERS = {kind: number for number, kind in enumerate(RobotType)}

Limits = dict[str, int]
"""How many there may be of each kind; of a kind that is not named, any number."""
NO_KINDS = Json(b"[]")
EVER = datetime(2100, 1, 1, tzinfo=UTC)


class Licence(Stamped):
    """What host and tenants have in common. ``allowed`` are its limits.

    Those of ``concurrent`` kinds of robots hold for how many are connected, the others for how many there are.
    """

    code: Col[str] = field(sa.String(255), wire=READ_ONLY)
    allowed: Col[Json] = field(wire=READ_ONLY)
    concurrent: Col[Json] = field(default=NO_KINDS, wire=HIDDEN)
    expires: Col[datetime | None] = field(wire=HIDDEN)
    grace_days: Col[int] = field(default=0, wire=HIDDEN)

    @property
    def limits(self) -> Limits:
        return msgspec.json.decode(self.allowed, type=Limits)

    @property
    def concurrent_kinds(self) -> frozenset[RobotType]:
        return msgspec.json.decode(self.concurrent, type=frozenset[RobotType])

    @property
    def ends(self) -> datetime:
        """When nothing may be started with it any more."""
        return self.expires + timedelta(days=self.grace_days) if self.expires else EVER


class HostLicense(Licence, Entity, table="host_licenses", remembered=True, audited="License"):
    """A licence of the installation, which tenants may be given."""

    tenants: int
    """How many tenants have a part of it, where that was looked up."""
    expire_date = derived(int, lambda row: epoch(row.expires))
    grace_period_end_date = derived(int, lambda row: epoch(row.ends))
    grace_period = derived(int, lambda row: row.grace_days)
    tenants_count = derived(int, lambda row: vars(row).get("tenants", 0))
    used = derived(dict[str, Any], lambda row: {})
    version_control = derived(str, lambda row: "1")
    is_registered = derived(bool, lambda row: True)
    is_expired = derived(bool, lambda row: False)
    user_licensing_enabled = derived(bool, lambda row: False)


class TenantLicense(Licence, InTenant, Record, table="tenant_licenses", remembered=True, audited="License"):
    """The licence of a tenant: one of its own, or its part of one of the host's."""

    tenant_id: Col[int] = field(primary_key=True, wire=HIDDEN)
    host_license_id: Col[int | None] = field(sa.ForeignKey("host_licenses.id"))


class Consumption(InTenant, Record, table="license_consumptions"):
    """Units of something that were acquired under a reference and not released."""

    type: Col[str] = field(sa.String(64), primary_key=True)
    reference: Col[str] = field(sa.String(255), primary_key=True)
    tenant_id: Col[int] = field(primary_key=True)
    count: Col[int] = field()


class UserLicense(InTenant, Record, table="user_licenses", audited=Audit("License", "user_id", "Assign", "Unassign")):
    """The bundles that a user or a group was given by name. Members hold what their group holds, but for those
    from whom it is ``withheld``.
    """

    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    bundles: Col[Json] = field(default=NO_KINDS)
    is_external: Col[bool] = field(default=False)
    withheld: Col[Json] = field(default=NO_KINDS)

    @property
    def codes(self) -> list[str]:
        return msgspec.json.decode(self.bundles, type=list[str])

    @property
    def left_out(self) -> set[int]:
        return msgspec.json.decode(self.withheld, type=set[int])


class LicenseFile(msgspec.Struct, rename="camel"):
    """A licence as a file: JSON that an operator writes."""

    code: str
    allowed: Limits = {}
    concurrent: list[RobotType] = []
    expires: datetime | None = None
    grace_days: int = 0


class LicenseRequest(Plain):
    license_key: str
    environment: str = ""
    email: str | None = None


class Assignment(Complex):
    """A licence of the host for a tenant."""

    tenant_id: int | None = None
    host_license_id: int | None = None


class License(Complex):
    """A licence as it is shown; of a tenant without one, that there are no limits."""

    expire_date: int
    grace_period_end_date: int
    allowed: Limits
    used: Limits
    id: int = 0
    host_license_id: int | None = None
    grace_period: int = 0
    version_control: str = "1"
    attended_concurrent: bool = False
    development_concurrent: bool = False
    studio_x_concurrent: bool = False
    studio_pro_concurrent: bool = False
    licensed_features: list[str] = []
    is_registered: bool = True
    is_community: bool = False
    is_pro_or_enterprise: bool = True
    subscription_code: str | None = None
    subscription_plan: str | None = None
    is_expired: bool = False
    creation_time: datetime | None = None
    code: str | None = None
    user_licensing_enabled: bool = False


class Consumed(Plain):
    """So many units of a type, under a reference by which they are released."""

    reference: str
    type: str
    count: int


class ConsumptionResult(Plain):
    is_success: bool = True
    error_code: str | None = None
    error_message: str | None = None


def shown(licence: TenantLicense | None, used: Limits) -> License:
    """A tenant's licence, or that there is none and no limit."""
    if licence is None:
        return License(expire_date=epoch(None), grace_period_end_date=epoch(None), allowed={}, used=used)
    kinds = licence.concurrent_kinds
    return License(
        attended_concurrent=RobotType.ATTENDED in kinds,
        development_concurrent=RobotType.DEVELOPMENT in kinds,
        studio_x_concurrent=RobotType.STUDIO_X in kinds,
        studio_pro_concurrent=RobotType.STUDIO_PRO in kinds,
        host_license_id=licence.host_license_id,
        expire_date=epoch(licence.expires),
        grace_period_end_date=epoch(licence.ends),
        grace_period=licence.grace_days,
        allowed=licence.limits,
        used=used,
        creation_time=licence.creation_time,
        code=licence.code,
    )


def epoch(moment: datetime | None) -> int:
    """Seconds since 1970, as licences tell time; what never ends does so in 2100."""
    return int((moment or EVER).timestamp())
