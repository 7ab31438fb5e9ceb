"""What a type of credential store is made of: the contract between Podium and its plug-ins.

A package offers a ``StoreType`` under the entry point ``podium.credential_stores``.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

ENTRY_POINT = "podium.credential_stores"


class FieldType(StrEnum):
    STRING = "String"
    NUMBER = "Number"
    CHOICE = "Choice"
    BOOLEAN = "Boolean"
    SECTION = "Section"
    SECRET = "Secret"  # noqa: S105 - the name of a type
    SECRET_FILE = "SecretFile"  # noqa: S105


@dataclass(frozen=True)
class Field:
    """One entry of a store's configuration, as people fill it in."""

    key: str
    display_name: str
    type: FieldType = FieldType.STRING
    required: bool = False
    default: str = ""

    @property
    def is_secret(self) -> bool:
        return self.type in (FieldType.SECRET, FieldType.SECRET_FILE)


class Secret(NamedTuple):
    """A password, with the name it belongs to if it has one."""

    password: str
    username: str = ""

    @classmethod
    def from_text(cls, text: str) -> "Secret":
        """Read a JSON object with ``Password`` and maybe ``Username``, in any case; other text is the password."""
        try:
            members = json.loads(text)
        except ValueError:
            return cls(text)
        if not isinstance(members, dict):
            return cls(text)
        known = {name.lower(): str(value) for name, value in members.items()}
        return cls(known["password"], known.get("username", "")) if "password" in known else cls(text)

    def to_text(self) -> str:
        return json.dumps({"Username": self.username, "Password": self.password})


class StoreProblem(Exception):
    """A store cannot do what it is asked; the text goes into the log and to administrators, so it holds no secret."""


class Missing(StoreProblem):
    """The store has nothing under this name."""


class Store(Protocol):
    """An open store. It may keep connections and tokens; calls may come at the same time."""

    async def check(self) -> None:
        """Raise a StoreProblem if the configuration will not do."""

    async def read(self, name: str) -> Secret:
        """Give what is kept under a name; Missing where there is nothing."""

    async def write(self, name: str, secret: Secret) -> None:
        """Keep a secret under a name, in place of what was there."""

    async def remove(self, name: str) -> None:
        """Forget a name, if it is there."""


@dataclass(frozen=True)
class StoreType:
    """A kind of store. ``open`` gets the configuration: a text for every field, its default where nothing was said.

    Of one that is ``read_only`` only ``check`` and ``read`` are called.
    """

    name: str
    open: Callable[[Mapping[str, str]], Store]
    fields: tuple[Field, ...] = ()
    read_only: bool = False
