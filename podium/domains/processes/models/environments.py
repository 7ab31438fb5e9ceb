"""Environments: named sets of robots, as folders of the older kind have them."""

from enum import StrEnum

import sqlalchemy as sa

from podium.domains.processes.errors import EnvironmentNameUsed
from podium.kernel.entity import REQUIRED, Col, Entity, InFolder, InTenant, Record, field, index, unique


class EnvironmentType(StrEnum):
    DEV = "Dev"
    TEST = "Test"
    PROD = "Prod"


class Environment(InFolder, Entity, table="environments", audited="Environments"):
    ignored = frozenset({"robots"})
    name: Col[str] = field(sa.String(100), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(500))
    type: Col[EnvironmentType] = field(default=EnvironmentType.DEV)


unique(
    "environments_name",
    *(Environment.tenant_id, Environment.folder_id, sa.func.lower(Environment.name)),
    error=EnvironmentNameUsed,
)


class EnvironmentRobot(InTenant, Record, table="environment_robots"):
    """A robot belongs to an environment."""

    environment_id: Col[int] = field(sa.ForeignKey("environments.id", ondelete="CASCADE"), primary_key=True)
    robot_id: Col[int] = field(sa.ForeignKey("robots.id", ondelete="CASCADE"), primary_key=True)


index("environment_robots_robot", EnvironmentRobot.robot_id)
