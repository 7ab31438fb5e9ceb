"""What kinds of settings there are, and which values they take."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from podium.domains.settings.errors import InvalidSetting, OutOfRange
from podium.kernel.cron import UnknownZone, find_zone


class Scope(StrEnum):
    """Who may choose a value: the operator, a tenant, or a user for itself as well."""

    APPLICATION = "Application"
    TENANT = "Tenant"
    USER = "User"
    ALL = "All"


class Kind(StrEnum):
    TEXT = "text"
    FLAG = "true or false"
    NUMBER = "whole number"
    CHOICE = "choice"
    ADDRESS = "e-mail address"
    ZONE = "time zone"
    JSON = "JSON object"
    SECRET = "secret"  # noqa: S105 - the name of a kind


@dataclass(frozen=True)
class Known:
    """A setting. ``effect`` says what it changes here; it is empty where it is only kept for clients."""

    name: str
    kind: Kind
    default: str
    effect: str = ""
    scope: Scope = Scope.TENANT
    lowest: int = 0
    highest: int = 2**31 - 1
    choices: tuple[str, ...] = ()

    def checked(self, value: str) -> str:
        """A value as it is kept; refused if it does not fit. Nothing stands for the default."""
        text = value.strip()
        return CHECKS[self.kind](self, text) if text and self.kind in CHECKS else value


def _flag(known: Known, text: str) -> str:
    if text.lower() not in ("true", "false"):
        raise InvalidSetting(name=known.name)
    return text.lower()


def _number(known: Known, text: str) -> str:
    try:
        number = int(text)
    except ValueError:
        raise InvalidSetting(name=known.name) from None
    if not known.lowest <= number <= known.highest:
        raise OutOfRange(lowest=known.lowest, highest=known.highest)
    return str(number)


def _choice(known: Known, text: str) -> str:
    found = next((choice for choice in known.choices if choice.lower() == text.lower()), None)
    if found is None:
        raise InvalidSetting(name=known.name)
    return found


def _address(known: Known, text: str) -> str:
    name, at, domain = text.rpartition("@")
    if not (name and at and domain) or any(character.isspace() for character in text):
        raise InvalidSetting(name=known.name)
    return text


def _zone(known: Known, text: str) -> str:
    try:
        find_zone(text)
    except UnknownZone as problem:
        raise InvalidSetting(name=known.name) from problem
    return text


def _json(known: Known, text: str) -> str:
    try:
        members = json.loads(text)
    except ValueError:
        members = None
    if not isinstance(members, dict):
        raise InvalidSetting(name=known.name)
    return text


CHECKS: Mapping[Kind, Callable[[Known, str], str]] = {
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.ADDRESS: _address,
    Kind.ZONE: _zone,
    Kind.JSON: _json,
}
