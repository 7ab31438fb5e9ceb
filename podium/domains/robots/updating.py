"""Which version a machine's policy wants its robots to have."""

from podium import __version__
from podium.domains.identity.provisioning import UpdateKind, UpdatePolicy
from podium.domains.robots.models.machines import Machine
from podium.odata.wire import read


def target_version(machine: Machine, current: str | None) -> str | None:
    """The version for a robot that has the ``current`` one; None where the policy wants none.

    The latest that a server knows is its own. A patch keeps the first two numbers.
    """
    policy = read(UpdatePolicy, machine.update_policy, "UpdatePolicy") if machine.update_policy else UpdatePolicy()
    match policy.type:
        case UpdateKind.SPECIFIC_VERSION:
            return policy.specific_version
        case UpdateKind.LATEST_VERSION:
            return __version__
        case UpdateKind.LATEST_PATCH if _line(current) == _line(__version__):
            return __version__
    return None


def _line(version: str | None) -> list[str]:
    return (version or "").split(".")[:2]
