"""Who does something, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

NOTHING: frozenset[str] = frozenset()
NO_GRANTS: Mapping[int | None, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Caller:
    """A user, an application, a robot or the engine.

    ``grants`` has the permissions held in the tenant under None, and under a folder's id all that is held in that
    folder; a folder that is not among them gives what the tenant gives. ``scopes`` has the OAuth scopes of the
    token, None where no token limits the caller; ``until`` is when the token ends, None for what has no end.
    """

    name: str = ""
    user_id: int | None = None
    tenant_id: int = 0
    grants: Mapping[int | None, frozenset[str]] = field(default_factory=lambda: NO_GRANTS)
    scopes: frozenset[str] | None = None
    language: str = "en"
    application: str | None = None
    robot_id: int | None = None
    robot_key: UUID | None = None
    machine_id: int | None = None
    anonymous: bool = False
    user_type: str | None = None
    until: datetime | None = None

    def permissions(self, folder_id: int | None) -> frozenset[str]:
        """What the caller may do in a folder, or in the tenant."""
        everywhere = self.grants.get(None, NOTHING)
        return everywhere if folder_id is None else self.grants.get(folder_id, everywhere)

    def anywhere(self) -> frozenset[str]:
        """What the caller may do in one place or another."""
        return NOTHING.union(*self.grants.values())

    def folders_with(self, permission: str) -> list[int]:
        """The folders where the caller holds a permission."""
        return [folder for folder, held in self.grants.items() if folder is not None and permission in held]


NOBODY = Caller(anonymous=True)


@dataclass(frozen=True)
class Place:
    """Who does something, and where.

    ``host`` is the name of the machine that called, as it says; ``address`` that from which it called.
    """

    caller: Caller
    tenant_id: int = 0
    folder_id: int | None = None
    host: str = ""
    address: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
