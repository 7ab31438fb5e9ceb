"""What is said of the objects of a directory."""

from enum import StrEnum

from podium.domains.identity.models import UserType
from podium.odata.wire import Plain

LOCAL = "autogen"
"""The name of our own directory."""


class Kind(StrEnum):
    USER = "User"
    GROUP = "Group"
    MACHINE = "Machine"
    ROBOT = "Robot"
    APPLICATION = "ExternalApplication"


class Searched(StrEnum):
    """Which kinds of objects are searched for."""

    ALL = "All"
    USERS = "Users"
    GROUPS = "Groups"
    ROBOTS = "Robots"
    APPLICATIONS = "ExternalApplications"

    def finds(self, kind: Kind) -> bool:
        return self is Searched.ALL or self.value == f"{kind.value}s"


class DirectoryObject(Plain):
    """A person, a group, a robot account or an application, as a directory knows it."""

    type: Kind
    source: str
    domain: str
    identifier: str
    identity_name: str
    display_name: str


class Wanted(Plain):
    """Of whom more is to be told: a key, or an identifier of a directory."""

    entity_id: str
    entity_type: Kind = Kind.USER


class Resolved(DirectoryObject):
    email: str | None


class Domain(Plain):
    name: str
    is_default: bool


KINDS = {
    UserType.USER: Kind.USER,
    UserType.DIRECTORY_USER: Kind.USER,
    UserType.DIRECTORY_GROUP: Kind.GROUP,
    UserType.ROBOT: Kind.ROBOT,
    UserType.DIRECTORY_ROBOT: Kind.ROBOT,
    UserType.APPLICATION: Kind.APPLICATION,
}
TYPES = {
    Kind.USER: UserType.DIRECTORY_USER,
    Kind.GROUP: UserType.DIRECTORY_GROUP,
    Kind.ROBOT: UserType.DIRECTORY_ROBOT,
    Kind.APPLICATION: UserType.APPLICATION,
}
