"""Robots: the accounts under which jobs run."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.identity.models import User
from podium.domains.licences.models import RobotType
from podium.domains.robots.errors import RobotNameUsed
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InTenant,
    Json,
    Sealed,
    Stamped,
    contained,
    derived,
    field,
    index,
    navigation,
    sent,
    unique,
)
from podium.odata.wire import Complex


class HostingType(StrEnum):
    STANDARD = "Standard"
    FLOATING = "Floating"


class RobotProvision(StrEnum):
    MANUAL = "Manual"
    AUTOMATIC = "Automatic"


class CredentialType(StrEnum):
    DEFAULT = "Default"
    SMART_CARD = "SmartCard"
    N_CIPHER = "NCipher"
    SAFE_NET = "SafeNet"
    NO_CREDENTIAL = "NoCredential"

    @property
    def number(self) -> int:
        return list(CredentialType).index(self)


class RobotLicense(Complex):
    """When a robot took its licence."""

    robot_id: int
    timestamp: datetime | None = None
    id: int = 0


class Robot(InTenant, Stamped, Entity, table="robots", remembered=True, audited="Robots"):
    """How the user ``user_id`` works as a robot: under which name on the host, with what settings.

    ``key`` is its credential: it is told to machines that are to run its jobs, and never shown.
    """

    ignored = frozenset({"robotenvironments", "isexternallicensed", "key", "license"})
    key: Col[UUID] = field(default=uuid4, wire=HIDDEN)
    name: Col[str] = field(sa.String(300), wire=REQUIRED)
    username: Col[str | None] = field(sa.String(100))
    external_name: Col[str | None] = field(sa.String(450))
    description: Col[str | None] = field(sa.String(500))
    type: Col[RobotType] = field(wire=REQUIRED)
    hosting_type: Col[HostingType] = field(wire=REQUIRED)
    provision_type: Col[RobotProvision] = field(default=RobotProvision.MANUAL, wire=READ_ONLY)
    password: Col[Sealed | None] = field()
    credential_store_id: Col[int | None] = field()
    credential_type: Col[CredentialType | None] = field(default=CredentialType.DEFAULT)
    user_id: Col[int | None] = field(sa.ForeignKey("users.id", ondelete="CASCADE"))
    machine_id: Col[int | None] = field(sa.ForeignKey("machines.id"))
    machine_name: Col[str | None] = field(sa.String(450))
    license_key: Col[str | None] = field(sa.String(255))
    enabled: Col[bool] = field(default=True)
    execution_settings: Col[Json | None] = field()
    limit_concurrent_execution: Col[bool] = field(default=False)
    last_modification_time: Col[datetime | None] = field(wire=READ_ONLY)
    last_modifier_user_id: Col[int | None] = field(wire=READ_ONLY)
    creator_user_id: Col[int | None] = field(wire=READ_ONLY)
    is_external_licensed = derived(bool, lambda robot: False)
    robot_environments = derived(str, lambda robot: "")
    password_shown = derived(str, lambda robot: None, name="Password")
    new_password = sent(str, name="Password", length=100)
    user = navigation(lambda: User, "user_id")
    environments = contained(list[Any], lambda robot: [])
    license = contained(RobotLicense, lambda robot: None)

    @property
    def is_unattended(self) -> bool:
        return self.type in UNATTENDED


UNATTENDED = {
    *(RobotType.UNATTENDED, RobotType.NON_PRODUCTION, RobotType.HEADLESS, RobotType.TEST_AUTOMATION),
    *(RobotType.AUTOMATION_CLOUD, RobotType.AUTOMATION_CLOUD_TEST_AUTOMATION),
}
"""Kinds whose jobs the server starts, and that a machine has slots for."""

unique("robots_name", Robot.tenant_id, sa.func.lower(Robot.name), error=RobotNameUsed)
index("robots_key", Robot.key)
index("robots_user", Robot.user_id)
