"""Machines, the secrets of their clients, and the folders they serve."""

from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.identity.provisioning import UpdatePolicy
from podium.domains.licences.models import RobotType
from podium.domains.robots.errors import MachineNameUsed, PairedWithAnotherKey
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
    between,
    derived,
    field,
    index,
    unique,
)

MOST_SLOTS = 100_000
SLOTS = between(0, MOST_SLOTS)


class MachineType(StrEnum):
    STANDARD = "Standard"
    TEMPLATE = "Template"


class MachineScope(StrEnum):
    DEFAULT = "Default"
    SHARED = "Shared"
    PERSONAL_WORKSPACE = "PersonalWorkspace"
    CLOUD = "Cloud"
    SERVERLESS = "Serverless"


class AutomationType(StrEnum):
    ANY = "Any"
    FOREGROUND = "Foreground"
    BACKGROUND = "Background"


class MachineFramework(StrEnum):
    ANY = "Any"
    WINDOWS = "Windows"
    PORTABLE = "Portable"


class EndpointDetection(StrEnum):
    NOT_AVAILABLE = "NotAvailable"
    MIXED = "Mixed"
    ENABLED = "Enabled"


class Machine(InTenant, Entity, table="machines", remembered=True, audited="Machines"):
    """A host, or a template for many hosts. Its slots are the runtimes that each connected host offers."""

    ignored = frozenset({"tags", "robotversions", "updateinfo", "vpnsettings", "agentslots", "robotusers"})
    name: Col[str] = field(sa.String(450), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(500))
    type: Col[MachineType] = field(default=MachineType.STANDARD)
    scope: Col[MachineScope] = field(default=MachineScope.DEFAULT)
    license_key: Col[str | None] = field(sa.String(255))
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    non_production_slots: Col[int] = field(default=0, wire=SLOTS)
    unattended_slots: Col[int] = field(default=0, wire=SLOTS)
    headless_slots: Col[int] = field(default=0, wire=SLOTS)
    test_automation_slots: Col[int] = field(default=0, wire=SLOTS)
    automation_cloud_slots: Col[int] = field(default=0, wire=SLOTS)
    automation_cloud_test_automation_slots: Col[int] = field(default=0, wire=SLOTS)
    automation_type: Col[AutomationType] = field(default=AutomationType.ANY)
    target_framework: Col[MachineFramework] = field(default=MachineFramework.ANY)
    endpoint_detection_status: Col[EndpointDetection] = field(default=EndpointDetection.NOT_AVAILABLE, wire=READ_ONLY)
    update_policy: Col[Json | None] = field(of=UpdatePolicy)
    maintenance_window: Col[Json | None] = field()
    disabled_kinds: Col[str] = field(default="", wire=HIDDEN)
    """The kinds of runtimes that are switched off, separated by blanks."""
    new_secret: str
    """The secret of its client, in the answer to its creation only."""
    client_secret = derived(str, lambda machine: vars(machine).get("new_secret"))

    def slots(self) -> dict[RobotType, int]:
        """The runtimes that a host of this machine offers, by kind."""
        disabled = self.disabled_kinds.split()
        return {kind: 0 if kind in disabled else getattr(self, column) for kind, column in SLOT_COLUMNS.items()}

    def slots_of(self, kind: RobotType) -> int:
        """The runtimes of a kind, also where they are switched off."""
        return int(getattr(self, SLOT_COLUMNS[kind])) if kind in SLOT_COLUMNS else 0


SLOT_COLUMNS = {
    RobotType.UNATTENDED: "unattended_slots",
    RobotType.NON_PRODUCTION: "non_production_slots",
    RobotType.HEADLESS: "headless_slots",
    RobotType.TEST_AUTOMATION: "test_automation_slots",
    RobotType.AUTOMATION_CLOUD: "automation_cloud_slots",
    RobotType.AUTOMATION_CLOUD_TEST_AUTOMATION: "automation_cloud_test_automation_slots",
}

unique("machines_name", Machine.tenant_id, sa.func.lower(Machine.name), error=MachineNameUsed)
unique("machines_license_key", Machine.license_key, error=PairedWithAnotherKey)


class MachineSecret(InTenant, Stamped, Entity, table="machine_secrets", remembered=True):
    """A secret with which a machine's client proves itself: its fingerprint, and how it begins."""

    machine_id: Col[int] = field(sa.ForeignKey("machines.id", ondelete="CASCADE"))
    secret_hash: Col[str] = field(sa.String(64))
    beginning: Col[str] = field(sa.String(8))


index("machine_secrets_machine", MachineSecret.machine_id)


class MachineFolder(InTenant, Record, table="machine_folders", remembered=True):
    """A machine serves a folder, and the folders below it if it is passed on."""

    folder_id: Col[int] = field(sa.ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True)
    machine_id: Col[int] = field(sa.ForeignKey("machines.id", ondelete="CASCADE"), primary_key=True)
    propagated: Col[bool] = field(default=False)


class MachineRobot(InTenant, Record, table="machine_robots", remembered=True):
    """In a folder (0: in all of them), a machine that has any such row works with these robots only."""

    folder_id: Col[int] = field(primary_key=True)
    machine_id: Col[int] = field(sa.ForeignKey("machines.id", ondelete="CASCADE"), primary_key=True)
    robot_id: Col[int] = field(sa.ForeignKey("robots.id", ondelete="CASCADE"), primary_key=True)
