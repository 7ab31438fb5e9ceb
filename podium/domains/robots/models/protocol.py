"""What services and the server tell each other about robots. Members and enums are as robots know them."""

from uuid import UUID

import msgspec

from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.odata.wire import Loose, Plain

SECRET = "Auth.OAuth.RobotOAuthSecret"  # noqa: S105 - the name of a setting


class Connection(Plain):
    license_key: str | None
    orchestrator_url: str | None = None


class ServiceData(Loose):
    service_user_name: str | None = None


class SessionData(Loose):
    robot_key: UUID | None = None
    user_name: str | None = None
    service_user_name: str | None = None


class RobotDetails(Plain):
    """A robot as its service sees it: ``robot_key`` is its credential."""

    robot_key: UUID
    robot_name: str
    robot_type: int
    user: str | None
    machine_id: int
    machine_name: str
    tenant_id: int
    id: int
    organization_unit_id: int = 0
    has_license: bool = True
    is_external_licensed: bool = False
    execution_settings: msgspec.Raw = msgspec.Raw(b"{}")
    auth_settings: dict[str, str] = msgspec.field(default_factory=dict[str, str])


class RobotList(Plain):
    robots: list[RobotDetails]


def details(robot: Robot, machine: Machine, execution_settings: msgspec.Raw) -> RobotDetails:
    return RobotDetails(
        robot_key=robot.key,
        robot_name=robot.name,
        robot_type=robot.type.number,
        user=robot.username,
        machine_id=machine.id,
        machine_name=machine.name,
        tenant_id=robot.tenant_id,
        id=robot.id,
        execution_settings=execution_settings,
        auth_settings={SECRET: str(robot.key)},
    )
