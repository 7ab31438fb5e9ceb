"""Environments: named sets of robots, as folders of the older kind have them."""

from enum import StrEnum

import sqlalchemy as sa

from podium.domains.processes.errors import EnvironmentNameUsed
from podium.kernel.entity import (
    HIDDEN,
    REQUIRED,
    Col,
    Entity,
    InFolder,
    InTenant,
    Record,
    contained,
    field,
    index,
    unique,
)
from podium.odata.wire import Complex


class EnvironmentType(StrEnum):
    DEV = "Dev"
    TEST = "Test"
    PROD = "Prod"


class SimpleRobot(Complex):
    """A robot as an environment shows it."""

    id: int
    name: str
    type: str
    hosting_type: str
    username: str | None
    machine_name: str | None
    description: str | None


class Environment(InFolder, Entity, table="environments", audited="Environments"):
    folder_id: Col[int] = field(wire=HIDDEN)
    name: Col[str] = field(sa.String(100), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(500))
    type: Col[EnvironmentType] = field(default=EnvironmentType.DEV)
    robots = contained(list[SimpleRobot], lambda row: vars(row).get("robots_of_environment", []))


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
